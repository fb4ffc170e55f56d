import type { LangiumDocument } from 'langium';
import { describe, expect, it, test } from 'vitest';
import type { IpcServices } from '../../../src/language/module.ts';
import { createIpcServices } from '../../../src/language/services.ts';
import { checkDocuments, diagnosticsOf, loadLibrary, openDocument } from '../../../src/language/workspace.ts';
import { servicesWithLibrary } from './support.ts';

/** Opens files by name and text, links them, and gives the documents in the same order. */
async function link(services: IpcServices, files: Readonly<Record<string, string>>): Promise<LangiumDocument[]> {
  const documents = Object.entries(files).map(([name, text]) => openDocument(services, `file:///home/${name}`, text));
  await checkDocuments(services, documents);
  return documents;
}

/** What could not be linked, by name. */
function unknown(document: LangiumDocument | undefined): string[] {
  return (document?.references ?? []).filter(({ error }) => error).map(({ $refText }) => $refText);
}

/** The file in which a name of a document is declared, and the text of the declaration. */
function target(document: LangiumDocument | undefined, name: string): string | undefined {
  const found = document?.references.find((reference) => reference.$refText === name);
  return found && 'ref' in found ? found.ref?.$cstNode?.text : undefined;
}

const services = await servicesWithLibrary();

describe('a file sees', () => {
  it('itself, its imports, what they import, and the library', async () => {
    const [a] = await link(services, {
      'a.ipc': 'import "b.ipc" domain A on Rack domain B on Shelf domain C on Own machine Own profile cvax',
      'b.ipc': 'import "sub/c.ipc" machine Rack profile cvax',
      'sub/c.ipc': 'import "../d.ipc" machine Shelf profile cvax',
      'd.ipc': 'machine Deep profile cvax',
    });
    expect(unknown(a)).toEqual([]);
  });

  it('nothing else of the workspace', async () => {
    const [a] = await link(services, { 'a.ipc': 'domain A on Rack', 'b.ipc': 'machine Rack profile cvax' });
    expect(unknown(a)).toEqual(['Rack']);
  });

  it('its own name before that of an import, and that before the library', async () => {
    const [a, b, c] = await link(services, {
      'a.ipc': 'import "b.ipc" machine M profile cvax profile cvax { trap = 1us assumed }',
      'b.ipc': 'machine N profile cvax profile cvax { trap = 2us assumed }',
      'c.ipc': 'import "b.ipc" machine M profile cvax',
    });
    expect(target(a, 'cvax')).toContain('1us');
    expect(target(b, 'cvax')).toContain('2us');
    expect(target(c, 'cvax')).toContain('2us');
  });

  it('the nearer of two imports first', async () => {
    const [a] = await link(services, {
      'a.ipc': 'import "far.ipc" import "near.ipc" domain D on M',
      'far.ipc': 'import "farther.ipc"',
      'farther.ipc': 'machine M profile cvax processors 1',
      'near.ipc': 'machine M profile cvax processors 2',
    });
    expect(target(a, 'M')).toContain('processors 2');
  });

  it('the first of two declarations of a name', async () => {
    const [a] = await link(services, {
      'a.ipc': 'machine M profile cvax machine M profile cvax processors 2 domain D on M',
    });
    expect(target(a, 'M')).toBe('machine M profile cvax');
  });

  it('library files without importing them, wherever the library lies', async () => {
    const own = createIpcServices();
    await loadLibrary(own, [
      { uri: 'untitled:one', text: 'role r' },
      { uri: 'vscode-vfs://x/y/two.ipc', text: 'mechanism m { call { r: trap } }' },
    ]);
    const [a] = await link(own, { 'a.ipc': 'mechanism n extends m { return { r: trap } }' });
    expect(unknown(a)).toEqual([]);
  });
});

describe('an import path', () => {
  it.each([
    'x.ipc',
    '../../../../x.ipc',
    '/etc/x.ipc',
    'http://example.org/x.ipc',
    '..',
    '.',
    '//x/y',
    'a\\\\b',
    '%00',
    '?#',
  ])('may be anything, also in a file without a folder: %s', async (path) => {
    for (const uri of ['untitled:Untitled-1', 'file:///a.ipc', 'vscode-vfs://host/a.ipc']) {
      const document = openDocument(services, uri, `import "${path}"`);
      const [found, ...more] = await checkDocuments(services, [document]);
      expect([found?.code, more.length]).toEqual([expect.stringMatching(/^ipc.import/), 0]);
    }
  });
});

describe('imports in a circle', () => {
  it('end, and every file sees all', async () => {
    const documents = await link(services, {
      'a.ipc': 'import "b.ipc" machine A profile cvax domain DA on B',
      'b.ipc': 'import "c.ipc" machine B profile cvax domain DB on C',
      'c.ipc': 'import "a.ipc" machine C profile cvax domain DC on B',
    });
    expect(documents.flatMap(unknown)).toEqual([]);
    expect(
      documents.map((document) => diagnosticsOf(document).filter(({ code }) => code === 'ipc/importCycle').length),
    ).toEqual([1, 1, 1]);
  });

  it('are told at an import of the file itself', async () => {
    const [a] = await link(services, { 'self.ipc': 'import "self.ipc"' });
    expect(diagnosticsOf(a as LangiumDocument)).toMatchObject([
      { code: 'ipc/importCycle', line: 0, column: 7, endColumn: 17 },
    ]);
  });

  it('are not told where one only leads into a circle', async () => {
    const [a] = await link(services, {
      'in.ipc': 'import "x.ipc"',
      'x.ipc': 'import "y.ipc"',
      'y.ipc': 'import "x.ipc"',
    });
    expect(diagnosticsOf(a as LangiumDocument)).toEqual([]);
  });

  it('of five hundred files do not hang', async () => {
    const files = Array.from({ length: 500 }, (_, index) => [
      `ring${index}.ipc`,
      `import "ring${(index + 1) % 500}.ipc"`,
    ]);
    const [first] = await link(await servicesWithLibrary(), Object.fromEntries(files) as Record<string, string>);
    expect(diagnosticsOf(first as LangiumDocument)).toMatchObject([{ code: 'ipc/importCycle' }]);
  }, 30_000);
});

describe('inside a mechanism', () => {
  test.each([
    [
      'the members of what it extends',
      'mechanism a { option fast = yes place p in client part x(r) { } } mechanism b extends a { call { when fast { client: read p } use x(client) } }',
    ],
    [
      'the members of what that extends',
      'mechanism a { place p in client } mechanism b extends a { } mechanism c extends b { call { client: read p } }',
    ],
    [
      'the values of inherited options',
      'mechanism a { option mode: slow | quick = slow } mechanism b extends a { call { when mode is quick { } when mode == slow { } } }',
    ],
    [
      'labels of what it extends, in edits',
      'mechanism a { call { client: trap as t } } mechanism b extends a { after t { } } mechanism c extends b { without t }',
    ],
    ['labels of any mechanism, in avoids', 'mechanism a { avoids lrpc.callTrap, lrpcMP.callTrap, rpc.B }'],
    [
      'labels in parts, conditions and handlers',
      'mechanism a { part p(r) { r: trap as one } on serverTerminated { when yes { } else { client: trap as two } } } mechanism b extends a { after one { } after two { } }',
    ],
    ['the roles of a part', 'mechanism a { part p(one, two) { one: trap kernel: upcall two } }'],
    [
      'the operations of a slot',
      'policy q { operation pick(thing) } mechanism a { policy s: q place p in client call { client: s.pick(p) } }',
    ],
    [
      'a mechanism of the same name that it extends',
      'mechanism lrpc extends lrpc { after callTrap { when caching { } } }',
    ],
  ])('names are known: %s', async (_what, text) => {
    const [a] = await link(services, { 'a.ipc': text });
    expect(a?.parseResult.parserErrors).toEqual([]);
    expect(unknown(a)).toEqual([]);
  });

  it('its own members come before inherited ones', async () => {
    const [a] = await link(services, {
      'a.ipc': 'mechanism own extends lrpc { option astacks = 77 pool p count astacks in client }',
    });
    expect(target(a, 'astacks')).toBe('option astacks = 77');
  });

  it('two that extend each other do not hang', async () => {
    const [a] = await link(services, {
      'a.ipc': 'mechanism a extends b { after x { } } mechanism b extends a { call { when fast { } } }',
    });
    expect(unknown(a)).toEqual(['x', 'fast']);
  });
});

describe('in scenarios and bodies', () => {
  const world =
    'machine M profile cvax interface I { P(size: int32) Q() } domain A on M domain B on M { export I { P { compute 1us * size } } } bind b = A -> B.I via lrpc ';
  test.each([
    [
      'procedures of the binding in calls and conditions',
      '@expect(latency(b.P).mean < 1ms and copies(b.Q) == 0) scenario S { thread T in A { b.Q } }',
    ],
    ['bindings of the scenario itself', 'scenario S { bind c = A -> B.I via rpc thread T in A { c.P(1) } }'],
    ['values of the options of a setting', 'bind d = A -> B.I via lrpc(exhaustion = grow)'],
    [
      'parameters and histograms',
      'parameter n = 3 histogram h { 0 .. 2: 1 } scenario S { thread T in A { repeat n { b.P(h) } } }',
    ],
    ['targets of faults', 'scenario S { at 1ms terminate B thread T in A { b.Q } }'],
  ])('names are known: %s', async (_what, text) => {
    const [a] = await link(services, { 'a.ipc': world + text });
    expect(a?.parseResult.parserErrors).toEqual([]);
    expect(unknown(a)).toEqual([]);
  });

  it('the parameters of another procedure are not', async () => {
    const [a] = await link(services, { 'a.ipc': world.replace('compute 1us * size', 'compute 1us * other') });
    expect(unknown(a)).toEqual(['other']);
  });
});
