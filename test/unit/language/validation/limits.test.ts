import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../../../src/language/module.ts';
import { FIXABLE } from '../../../../src/language/quickfix/fixes.ts';
import { checkDocuments, openDocument } from '../../../../src/language/workspace.ts';
import type { RunEnd } from '../../../../src/sim/trace/format.ts';
import { diagnosticNames, filesIn, root, servicesWithLibrary } from '../support.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await servicesWithLibrary();
});

const check = (text: string) => checkDocuments(services, [openDocument(services, 'file:///limits.ipc', text)]);
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('a file with very many problems', () => {
  test.each([
    ['unknown names', many(500, (index) => `domain D${index} on Nowhere`)],
    ['wrong numbers', many(500, (index) => `machine M${index} profile cvax processors 0`)],
    ['syntax errors', many(500, () => 'scenario { }')],
  ])('shows the first 200 %s and says that there are more', async (_, text) => {
    const diagnostics = await check(text);
    expect(diagnostics.length).toBeLessThanOrEqual(201);
    expect(diagnostics[0]).toMatchObject({ code: 'ipc/tooManyProblems', severity: 'information', line: 0, column: 0 });
  });

  test('and as many as are shown needs no note', async () => {
    const diagnostics = await check(many(200, (index) => `domain D${index} on Nowhere`));
    expect(diagnostics.map((each) => each.code)).toEqual(Array.from({ length: 200 }, () => 'ipc/unknownName'));
  });
});

describe('a text that is hard to check', () => {
  const world = 'machine M profile cvax\ninterface I { P() }\n';
  const domain = (index: number, count: number): string =>
    `domain D${index} on M { export I { P { ${index + 1 < count ? `b${index + 1}.P` : ''} } } }`;

  test.each([
    [
      'parts that use parts twice',
      `mechanism m {\n call { use p0(client)  client: run procedure into results }\n${many(40, (index) => `part p${index}(a) { use p${index + 1}(a) use p${index + 1}(a) }`)}\npart p40(a) { a: run x }\n}`,
    ],
    [
      'a part that uses itself',
      'mechanism m {\n call { use p(client)  client: run procedure into results }\n part p(a) { use p(a) use p(a) }\n}',
    ],
    ['parameters that stand for each other', many(3000, (index) => `parameter p${index} = p${index + 1} + 1`)],
    [
      'a mechanism that extends itself through others',
      many(300, (index) => `mechanism m${index} extends m${(index + 1) % 300} { }`),
    ],
    [
      'conditions beyond counting',
      `mechanism m {\n call {\n${many(40, (index) => `when o${index} { client: run a${index} } else { client: run b${index} }`)}\n client: run procedure into results }\n${many(40, (index) => `option o${index} = no`)}\n}`,
    ],
    [
      'bodies that call each other along a chain',
      `${world}${many(800, (index) => domain(index, 800))}\n${many(799, (index) => `bind b${index + 1} = D${index} -> D${index + 1}.I via rpc`)}\nscenario S { thread T in D0 { b1.P } }`,
    ],
  ])(
    '%s is checked soon',
    async (_, text) => {
      const diagnostics = await check(text);
      expect(diagnostics.filter((each) => each.message.includes('An error occurred'))).toEqual([]);
    },
    5_000,
  );
});

test.each([
  'machine',
  'bind b = A -> B.',
  'mechanism m extends { call { kernel: copy',
  'profile p { in { run',
  'scenario S { thread T in { b.',
  '@expect(latency(',
  'mechanism m { limit  else',
  'domain D on M { export I { P { return',
])('a text that breaks off (%s) gives syntax errors and no defects', async (text) => {
  const diagnostics = await check(text);
  expect(diagnostics.map((each) => each.code)).toContain('ipc/syntax');
  expect(diagnostics.filter((each) => /An error occurred|undefined/.test(each.message))).toEqual([]);
});

test.each(filesIn('media/samples').slice(0, 4))(
  '$uri broken off anywhere gives no defects',
  async ({ text }) => {
    const found: string[] = [];
    for (let end = 7; end < text.length; end += 97) {
      const diagnostics = await check(text.slice(0, end));
      found.push(
        ...diagnostics.map((each) => each.message).filter((message) => /An error occurred|undefined/.test(message)),
      );
    }
    expect(found).toEqual([]);
  },
  60_000,
);

/** Samples of pools that are too short, of a call that is too large, and of prices that are missing, are told so. */
const SHOWN_TO_FAIL: Readonly<Record<string, readonly string[]>> = {
  'astacks.ipc': ['ipc/poolShort', 'ipc/tooLarge'],
  'missing-prices.ipc': ['ipc/priceMissing'],
  'shared-astacks.ipc': ['ipc/poolShort'],
};

describe('nothing is wrong with', () => {
  test('the library', async () => {
    const fresh = await servicesWithLibrary();
    const diagnostics = await checkDocuments(fresh, fresh.shared.workspace.LangiumDocuments.all.toArray());
    expect(diagnostics).toEqual([]);
  });

  test.each(filesIn('media/samples'))('the sample $uri', async ({ uri, text }) => {
    const found = await checkDocuments(services, [openDocument(services, uri, text)]);
    // That calls go over the network is worth knowing, and nothing is wrong with it.
    const codes = found.flatMap(({ code }) => (code === 'ipc/remoteBinding' ? [] : [code]));
    expect([...new Set(codes)]).toEqual(SHOWN_TO_FAIL[uri.split('/').at(-1) ?? ''] ?? []);
  });
});

/** What stands in the files of the whole language that this version does not run, and prices that one of them leaves out. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'own.ipc': ['priceMissing'],
};

describe('in the files of the whole language', () => {
  beforeAll(async () => {
    const documents = filesIn('test/fixtures/language').map(({ uri, text }) => openDocument(services, uri, text));
    await services.shared.workspace.DocumentBuilder.build(documents, { validation: true });
  });

  test.each(filesIn('test/fixtures/language'))('$uri shows what it should', ({ uri }) => {
    const document = services.shared.workspace.LangiumDocuments.all.find((each) => each.uri.toString() === uri);
    const codes = new Set(document?.diagnostics?.map((each) => String(each.code).replace('ipc/', '')));
    expect([...codes].sort()).toEqual(expected[path.basename(uri)] ?? []);
  });
});

describe('a mechanism with very many edits', () => {
  const steps = many(10_000, (index) => `client: run stub as x${index}`);
  test.each([
    ['at one label', `mechanism m extends lrpc {\n${many(10_000, (i) => `after A { client: run stub as x${i} }`)}\n}`],
    [
      'at labels of its own parent',
      `mechanism p { call {\n${steps}\n} }\nmechanism m extends p {\n${many(10_000, (i) => `after x${i} { client: run stub }`)}\n}`,
    ],
  ])('%s is linked without looking through them all for each', async (_, text) => {
    const begin = performance.now();
    const diagnostics = await check(text);
    // One second when nothing else runs; half a minute when each edit looks at all others.
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(diagnostics).toEqual([]);
  });
});

/** Codes of how runs end, and of what only a run can see, or keeps it from beginning. */
const ENDS: readonly RunEnd['reason'][] = ['deadlock', 'rowLimit', 'timeLimit', 'cancelled', 'stuck'];
const SEEN = 'noScenario cannotRun unreadable uncaught exhausted faultMissed neverCalled expectation published';

describe('docs/diagnostics.md', () => {
  const rows = readFileSync(path.join(root, 'docs/diagnostics.md'), 'utf8')
    .split('\n')
    .flatMap((line) => /^\| `ipc\/(\w+)` \|(.*)\|$/.exec(line)?.slice(1) ?? []);
  const codes = rows.filter((_, index) => index % 2 === 0);
  const cells = rows.filter((_, index) => index % 2 === 1).map((row) => row.split('|').map((cell) => cell.trim()));
  const fixable = codes.filter((_, index) => (cells[index]?.[2] ?? '') !== '');

  test('explains every code', async () => {
    expect([...codes].sort()).toEqual([...(await diagnosticNames()), ...ENDS, ...SEEN.split(' ')].sort());
  });

  test('names a quick fix where there is one', () => expect(fixable.sort()).toEqual([...FIXABLE].sort()));
});
