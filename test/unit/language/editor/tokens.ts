import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { root } from '../support.ts';

/** A piece of a line and what the TextMate grammar calls it, innermost scope last. */
export interface Piece {
  readonly text: string;
  readonly scopes: readonly string[];
}

async function loadGrammar(): Promise<textmate.IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const file = path.join(root, 'media/ipc.tmLanguage.json');
  const registry = new textmate.Registry({
    onigLib: Promise.resolve(oniguruma),
    loadGrammar: () => Promise.resolve(textmate.parseRawGrammar(readFileSync(file, 'utf8'), file)),
  });
  const grammar = await registry.loadGrammar('source.ipc');
  if (!grammar) throw new Error(`${file} has no grammar 'source.ipc'`);
  return grammar;
}

let grammar: Promise<textmate.IGrammar> | undefined;

/** Splits a text as an editor colours it, line by line. */
export async function tokenize(text: string): Promise<Piece[][]> {
  grammar ??= loadGrammar();
  const loaded = await grammar;
  let state = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = loaded.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
  });
}
