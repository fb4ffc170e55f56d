import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../../../src/language/module.ts';
import { IpcCodeActionProvider } from '../../../../src/language/quickfix/provider.ts';
import { openDocument } from '../../../../src/language/workspace.ts';
import { servicesWithLibrary } from '../support.ts';

const world = 'machine M profile cvax\ninterface I { P() }\ndomain A on M\ndomain B on M\n';
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

let services: IpcServices;
beforeAll(async () => {
  services = await servicesWithLibrary();
});

/** What the light bulb offers for all that is wrong with a file that imports `world.ipc`. */
async function offered(text: string) {
  const documents = [
    openDocument(services, 'file:///w/world.ipc', world),
    openDocument(services, 'file:///w/use.ipc', `import "world.ipc"\n${text}`),
  ];
  await services.shared.workspace.DocumentBuilder.build(documents, { validation: true });
  const [, document] = documents;
  if (!document) return [];
  const context = { diagnostics: document.diagnostics ?? [] };
  const params = { textDocument: { uri: document.uri.toString() }, range, context };
  return new IpcCodeActionProvider(services).getCodeActions(document, params);
}

describe('code actions', () => {
  test('change the file in which the declaration stands', async () => {
    const actions = await offered('bind b = A -> B.I via lrpc\nscenario S { thread T in A { b.P } }');
    const place = { line: 3, character: 13 };
    expect(actions).toMatchObject([
      {
        title: 'Export I from B',
        kind: 'quickfix',
        isPreferred: true,
        diagnostics: [{ code: 'ipc/notExported' }],
        edit: {
          changes: { 'file:///w/world.ipc': [{ range: { start: place, end: place }, newText: ' { export I }' }] },
        },
      },
    ]);
  });

  test('never change the library', async () => {
    const actions = await offered(
      'mechanism hashed extends lrpc { after callTrap { kernel: run hash } }\nbind b = A -> A.I via hashed\nscenario S { thread T in A { b.P } }',
    );
    const changed = actions.flatMap((action) => ('edit' in action ? Object.keys(action.edit?.changes ?? {}) : []));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((uri) => !uri.startsWith('file:///w/'))).toEqual([]);
  });

  test('are none for what a person has to decide, and for what is not ours', async () => {
    expect(await offered('scenario S { thread T in A { compute 3 bytes } }')).toEqual([]);
    const document = openDocument(services, 'file:///w/other.ipc', world);
    const foreign = [
      { range, message: 'from elsewhere', data: { code: 'ipc/notExported' } },
      { range, message: 'without data' },
    ];
    const params = { textDocument: { uri: 'file:///w/other.ipc' }, range, context: { diagnostics: foreign } };
    expect(new IpcCodeActionProvider(services).getCodeActions(document, params)).toEqual([]);
  });

  test('survive diagnostics of an older text', async () => {
    const stale = openDocument(services, 'file:///w/stale.ipc', world);
    const data = { code: 'ipc/notExported', path: '/elements@17', facts: { server: 'B', interface: 'I' } };
    const params = {
      textDocument: { uri: 'file:///w/stale.ipc' },
      range,
      context: { diagnostics: [{ range, message: '', data }] },
    };
    expect(new IpcCodeActionProvider(services).getCodeActions(stale, params)).toEqual([]);
  });
});
