import { CstUtils } from 'langium';
import { describe, expect, it, test } from 'vitest';
import { filesIn } from '../support.ts';
import { editor, given, open } from './marked.ts';

const services = await editor();
const options = { tabSize: 2, insertSpaces: true };

async function format(text: string, lineEnd = '\n'): Promise<string> {
  const { document } = await open(services, text.replaceAll('\n', lineEnd));
  const edits = (await services.lsp.Formatter?.formatDocument(document, { ...request, options })) ?? [];
  return apply(
    document.textDocument.getText(),
    edits.map(({ range, newText }) => ({
      start: document.textDocument.offsetAt(range.start),
      end: document.textDocument.offsetAt(range.end),
      newText,
    })),
  );
}

const request = { textDocument: { uri: 'file:///open.ipc' } };

function apply(text: string, edits: { start: number; end: number; newText: string }[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

/** What a text means, and its comments: neither may change. */
async function meaning(text: string): Promise<{ model: string; comments: string[] }> {
  const { document } = await open(services, text);
  expect(document.parseResult.parserErrors).toEqual([]);
  const root = document.parseResult.value;
  const comments = CstUtils.flattenCst(given(root.$cstNode))
    .filter((leaf) => leaf.hidden)
    .map((leaf) => leaf.text.replaceAll(/\s+/g, ' '))
    .toArray();
  return { model: services.serializer.JsonSerializer.serialize(root), comments };
}

describe('formatting', () => {
  test.each([
    [
      'indents by braces',
      'domain A on M {\nthreads 4\n      priority 2\n}\n',
      'domain A on M {\n  threads 4\n  priority 2\n}\n',
    ],
    ['sets single spaces', 'bind  b=A->B . I via lrpc( astacks=2 )\n', 'bind  b = A -> B.I via lrpc(astacks = 2)\n'],
    ['keeps columns', 'profile p {\n  trap   = 1us\n}\n', 'profile p {\n  trap   = 1us\n}\n'],
    ['keeps one empty line of many', 'role a\n\n\n\nrole b\n', 'role a\n\nrole b\n'],
    ['removes spaces at the end of lines', 'role a   \nrole b\t\n', 'role a\nrole b\n'],
    ['begins at the top and ends with one line end', '\n\nrole a\n\n\n', 'role a\n'],
    [
      'indents what goes on from the line before',
      'mechanism m {\npool p per procedure\nin client\n}\n',
      'mechanism m {\n  pool p per procedure\n      in client\n}\n',
    ],
    [
      'puts annotations and their scenario below each other',
      '  @title("x")\n  scenario S {\n  }\n',
      '@title("x")\nscenario S {\n}\n',
    ],
    [
      'keeps comments, with their stars below each other',
      '   /**\n * one\n      */\nrole a // two\n',
      '/**\n * one\n */\nrole a // two\n',
    ],
    [
      'leaves braces of one line in it',
      'interface I{ Read(a:int32)->bytes[512] }\n',
      'interface I { Read(a: int32) -> bytes[512] }\n',
    ],
    ['knows a sign from an operator', 'parameter p = - 1 -2\n', 'parameter p = -1 - 2\n'],
    [
      'knows ranges of sizes from ranges of values',
      'type t = bytes[ .. 5 ]\nhistogram h {\n0..1: 2\n}\n',
      'type t = bytes[..5]\nhistogram h {\n  0 .. 1: 2\n}\n',
    ],
    [
      'puts a space between a word and a parenthesis, none after a name',
      'parameter p = not(min (1, 2) < 3)\n',
      'parameter p = not (min(1, 2) < 3)\n',
    ],
  ])('%s', async (_what, before, after) => {
    expect(await format(before)).toBe(after);
  });

  it('keeps line ends of Windows', async () => {
    expect(await format('domain A on M {\nthreads 4\n}\n', '\r\n')).toBe('domain A on M {\r\n  threads 4\r\n}\r\n');
  });

  it('leaves a text that cannot be read as it is', async () => {
    expect(await format('domain   on {\n   x')).toBe('domain   on {\n   x');
  });

  it('formats the lines that are asked for', async () => {
    const { document } = await open(services, 'domain A on M {\nthreads 4\npriority 2\n}\n');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
    const edits = await services.lsp.Formatter?.formatDocumentRange(document, { ...request, options, range });
    expect(edits?.map(({ newText }) => newText)).toEqual(['\n  ', '\n  ']);
  });

  test.each([...filesIn('media/library'), ...filesIn('test/fixtures/language')])(
    'keeps what $uri means',
    async ({ text }) => {
      const formatted = await format(text);
      expect(await meaning(formatted)).toEqual(await meaning(text));
      expect(await format(formatted)).toBe(formatted);
    },
  );

  test.each(filesIn('media/library'))('leaves $uri as it is: the library is in the house style', async ({ text }) => {
    expect(await format(text)).toBe(text);
  });
});
