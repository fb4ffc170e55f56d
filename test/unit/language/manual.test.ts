import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AstUtils, GrammarAST } from 'langium';
import { describe, expect, it, test } from 'vitest';
import { VERBS } from '../../../src/language/lsp/verbs.ts';
import { checkDocuments, openDocument } from '../../../src/language/workspace.ts';
import { runText } from '../../support/runs.ts';
import { root, servicesWithLibrary } from './support.ts';

const services = await servicesWithLibrary();
const manual = readFileSync(path.join(root, 'docs/language.md'), 'utf8');

/** The examples: each a file of its own, or the continuation of one that has a name. */
const examples = [...manual.matchAll(/^```ipc(?: (name|with)=(\w+))?\n([\s\S]*?)^```$/gm)].map(
  ([, kind, name, text = '']) => ({
    line: manual.slice(0, manual.indexOf(text)).split('\n').length,
    text,
    name: kind === 'name' ? name : undefined,
    with: kind === 'with' ? name : undefined,
  }),
);

function whole(example: (typeof examples)[number]): string {
  const base = examples.find(({ name }) => name !== undefined && name === example.with);
  return `${base?.text ?? ''}\n${example.text}`;
}

test('the scenario of the README is right, and runs as it says', async () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const text = /^```ipc\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
  const { overview } = await runText(services, text, 'Reading');
  expect(overview.problems).toEqual([]);
  expect(overview.expectations.map(({ passed }) => passed)).toEqual([true]);
});

describe('the manual', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThan(10));

  test.each(examples)('gives an example in line $line that is right', async (example) => {
    const document = openDocument(services, 'file:///manual.ipc', whole(example));
    const found = await checkDocuments(services, [document]);
    const wrong = found.filter(({ severity }) => severity === 'error' || severity === 'warning');
    expect(wrong.map(({ line, code, message }) => `${line} ${code} ${message}`)).toEqual([]);
  });

  it('lists the verbs with what they mean and cost, as the editor shows them', () => {
    const rows = Object.entries(VERBS).map(([word, { snippet, meaning, priced }]) => {
      const form = snippet.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1');
      return form === word ? `| \`${word}\` | ${meaning} | ${priced} |` : `| \`${form}\` | ${meaning} | ${priced} |`;
    });
    for (const row of rows) expect(manual).toContain(row);
  });

  it('explains every word of the grammar', () => {
    const words = AstUtils.streamAst(services.Grammar)
      .filter(GrammarAST.isKeyword)
      .map(({ value }) => value)
      .filter((value) => /\w/.test(value))
      .distinct()
      .toArray();
    const said = new Set(manual.match(/@?\w+/g));
    expect(words.length).toBeGreaterThan(100);
    expect(words.filter((word) => !said.has(word))).toEqual([]);
  });
});
