import type { LangiumDocument } from 'langium';
import { describe, expect, it } from 'vitest';
import { checkDocuments, openDocument } from '../../../src/language/workspace.ts';
import { filesIn, servicesWithLibrary } from './support.ts';

describe('library, samples and fixtures', () => {
  it('parse and link without errors', async () => {
    const services = await servicesWithLibrary();
    const files = [...filesIn('media/library'), ...filesIn('media/samples'), ...filesIn('test/fixtures/language')];
    const documents = files.map(({ uri, text }) => openDocument(services, uri, text));
    await checkDocuments(services, documents);
    expect(documents.flatMap(unreadable)).toEqual([]);
    expect(documents.flatMap((document) => document.references).length).toBeGreaterThan(800);
  });
});

/** What keeps a text from being read at all, as against an invalid binding in it. */
function unreadable(document: LangiumDocument): string[] {
  const { lexerErrors, parserErrors } = document.parseResult;
  return [
    ...lexerErrors.map(({ line, message }) => `${line} ${message}`),
    ...parserErrors.map(({ token, message }) => `${token.startLine} ${message}`),
    ...document.references.flatMap(({ error, $refNode }) =>
      error ? `${$refNode?.range.start.line} ${error.message}` : [],
    ),
  ].map((problem) => `${document.uri.path}: ${problem}`);
}
