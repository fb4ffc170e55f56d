import { describe, expect, it, test } from 'vitest';
import { isModel } from '../../../src/language/generated/ast.ts';
import { examineText, LONGEST_TEXT } from '../../../src/language/parse/text.ts';
import { checkDocuments, openDocument, type SourceDiagnostic } from '../../../src/language/workspace.ts';
import { servicesWithLibrary } from './support.ts';

const services = await servicesWithLibrary();

async function check(text: string): Promise<SourceDiagnostic[]> {
  return checkDocuments(services, [openDocument(services, 'file:///text.ipc', text)]);
}

const places = (found: readonly SourceDiagnostic[]) =>
  found.map(
    ({ line, column, endLine, endColumn, severity, code }) =>
      `${line}:${column}-${endLine}:${endColumn} ${severity} ${code}`,
  );

describe('characters', () => {
  test.each([
    ['a bidirectional override in code', 'role a\nrole \u202Eb', ['1:5-1:6 error ipc/bidi']],
    ['a bidirectional isolate in a text', 'profile p { trap = 1us assumed "x\u2066y" }', ['0:33-0:34 error ipc/bidi']],
    ['one in a comment, where it can only mislead', '// \u2067\nrole a', ['0:3-0:4 warning ipc/bidi']],
    ['a zero byte', 'role a\0', ['0:6-0:7 error ipc/badCharacter']],
    ['what a failed decoding leaves', '/* \uFFFD */ role a', ['0:3-0:4 warning ipc/badCharacter']],
    ['characters that mean nothing', 'role a $$ role b', ['0:7-0:9 error ipc/syntax']],
    ['lone signs', 'role a ! role b', ['0:7-0:8 error ipc/syntax']],
    ['a comment without an end', 'role a\n  /** b', ['1:2-1:4 error ipc/syntax']],
    ['places behind line ends of every kind', 'role a\r\nrole b\rrole c\n\0', ['3:0-3:1 error ipc/badCharacter']],
  ])('are told: %s', async (_what, text, expected) => {
    expect(places(await check(text))).toEqual(expected);
  });

  it.each([
    'role a // 漢字, ü, 🙂',
    '@title("naïve → 漢字 🙂") role a',
    '\uFEFFrole a',
    'parameter p = 5µs + 60  % * 1us',
  ])('are no problem: %s', async (text) => {
    expect((await check(text)).filter(({ code }) => /bidi|badCharacter/.test(code))).toEqual([]);
    expect(examineText(text).problems).toEqual([]);
  });

  it('that are blanked leave every other character where it was', () => {
    const text = 'role \u202Ea $ "x\n/* y */ role b \0 /* z';
    const examined = examineText(text).text;
    expect(examined).toBe('role  a     \n/* y */ role b       ');
    expect(examined).toHaveLength(text.length);
  });

  it('of one kind are told twenty times at most', async () => {
    expect((await check('\0 '.repeat(1000))).map(({ code }) => code)).toEqual(
      Array.from({ length: 20 }, () => 'ipc/badCharacter'),
    );
  });
});

describe('depth', () => {
  const nested = (levels: number) => `parameter p = ${'('.repeat(levels)}1${')'.repeat(levels)}`;
  const blocks = (levels: number) => `mechanism m { call { ${'when yes { '.repeat(levels - 2)}${'}'.repeat(levels)}`;
  const chain = (levels: number) => `mechanism m { call { when yes { } ${'else when yes { } '.repeat(levels - 3)} } }`;
  const signs = (levels: number) => `parameter p = ${'- '.repeat(levels)}1`;
  const sum = (operators: number) => `parameter p = 1${' + 1'.repeat(operators)}`;

  test.each([
    ['parentheses', nested, 100],
    ['blocks', blocks, 100],
    ['else when', chain, 100],
    ['signs', signs, 100],
    ['operators', sum, 500],
  ])('of %s is limited', async (_what, make, limit) => {
    expect((await check(make(limit))).map(({ code }) => code)).not.toContain('ipc/tooDeep');
    const found = await check(make(limit + 1));
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([['ipc/tooDeep', 'error']]);
  });

  it.each([nested, blocks, chain, signs, sum])('of 100,000 gives one clear error', async (make) => {
    expect((await check(make(100_000))).map(({ code }) => code)).toEqual(['ipc/tooDeep']);
  });

  it('begins anew with each statement', async () => {
    const text = `${'parameter p = 1 + 1 + 1 + 1 + 1\n'.repeat(200)}mechanism m { call { ${'when yes { } else when yes { }\n'.repeat(200)} } }`;
    expect((await check(text)).map(({ code }) => code)).not.toContain('ipc/tooDeep');
  });
});

describe('size', () => {
  it('is limited, with one error on the first line', async () => {
    const found = await check(`role a\n${' '.repeat(LONGEST_TEXT)}`);
    expect(places(found)).toEqual(['0:0-0:6 error ipc/fileTooLarge']);
  });

  it.each([
    ['comments that stay open', '/*a'.repeat(300_000)],
    ['texts that stay open', '"\\"'.repeat(200_000)],
    ['unknown characters', '$ a '.repeat(100_000)],
    ['syntax errors', `scenario S { thread T in D { ${'compute compute '.repeat(20_000)} } }`],
    ['declarations of nothing', 'machine '.repeat(100_000)],
    ['one long number', '1'.repeat(1_000_000)],
    ['one long word', 'a'.repeat(1_000_000)],
    ['spaces before a unit', `parameter p = 1${' '.repeat(1_000_000)}us`],
  ])(
    'does not make reading slow: %s',
    async (_what, text) => {
      const found = await check(text);
      expect(found.length).toBeLessThanOrEqual(201);
    },
    20_000,
  );

  it('of a text full of errors leaves the next text unharmed', async () => {
    await check(`scenario S { thread T in D { ${'compute compute '.repeat(5_000)} } }`);
    const document = openDocument(services, 'file:///text.ipc', 'role a role b');
    const model = document.parseResult.value;
    expect(isModel(model) && model.elements.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
