import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { checkDocuments, openDocument } from '../../../../src/language/workspace.ts';
import { root, servicesWithLibrary } from '../support.ts';

interface Snippet {
  readonly prefix: string | readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const services = await servicesWithLibrary();
const snippets = JSON.parse(readFileSync(path.join(root, 'media/ipc.code-snippets'), 'utf8')) as Record<
  string,
  Snippet
>;

/** The text of a snippet with every placeholder left as it is. */
function expand({ body }: Snippet): string {
  const values = new Map<string, string>();
  for (const [, number = '', value = ''] of body.join('\n').matchAll(/\$\{(\d+)[:|]([^}|,]*)[^}]*\}/g)) {
    if (!values.has(number)) values.set(number, value);
  }
  return body
    .join('\n')
    .replaceAll(
      /\$\{(\d+)(?:[^{}]*)\}|\$(\d)/g,
      (_, braced: string | undefined, bare: string | undefined) => values.get(braced ?? bare ?? '') ?? '',
    );
}

/** Snippets for places inside a declaration, and what stands around them. */
const AROUND: Readonly<Record<string, readonly [string, string]>> = {
  Expectation: ['', 'scenario S { }'],
  Thread: ['scenario S { ', ' }'],
  Repeat: ['scenario S { thread T in D { ', ' } }'],
};

describe('snippets', () => {
  test.each(Object.entries(snippets))('%s can be read as it is inserted', (name, snippet) => {
    const [before, after] = AROUND[name] ?? ['', ''];
    const { parseResult } = openDocument(services, 'file:///snippet.ipc', before + expand(snippet) + after);
    expect(parseResult.parserErrors.map(({ message }) => message)).toEqual([]);
    expect(parseResult.lexerErrors.map(({ message }) => message)).toEqual([]);
  });

  it('of a whole file makes one that runs', async () => {
    const text = expand(snippets['Whole file'] ?? { prefix: '', description: '', body: [] });
    const found = await checkDocuments(services, [openDocument(services, 'file:///snippet.ipc', text)]);
    expect(text).toContain('scenario OneCall');
    expect(found).toEqual([]);
  });

  it('have descriptions, and prefixes of their own', () => {
    const prefixes = Object.values(snippets).flatMap(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(Object.values(snippets).filter(({ description }) => description === '')).toEqual([]);
  });
});
