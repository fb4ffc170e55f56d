import { beforeEach, describe, expect, test } from 'vitest';
import { compileScenario } from '../../../../src/language/compile/compile.ts';
import type { IpcServices } from '../../../../src/language/module.ts';
import { checkDocuments, openDocument } from '../../../../src/language/workspace.ts';
import type { RunSpec } from '../../../../src/sim/spec/run.ts';
import type { CostParameter } from '../../../../src/sim/spec/site.ts';
import { languageWithLibrary } from '../../../support/files.ts';

let services: IpcServices;
beforeEach(async () => {
  services = await languageWithLibrary();
});

const PRICED = 'profile priced { run call = 1us measured "x" }';
const WORLD = `
machine M profile priced
interface I { P() }
domain A on M
domain B on M { export I }
mechanism own { call { client: run call  client: run hash  client: run procedure into results } }
bind b = A -> B.I via own
scenario S { thread T in A { b.P } }
`;

/** Compiles a file that assumes another. */
async function compiled(guesses: string, statement = 'assume "guesses.ipc"') {
  openDocument(services, 'file:///t/priced.ipc', PRICED);
  openDocument(services, 'file:///t/guesses.ipc', guesses);
  const document = openDocument(services, 'file:///t/t.ipc', `import "priced.ipc" ${statement} ${WORLD}`);
  const documents = services.shared.workspace.LangiumDocuments.all.filter(({ uri }) => uri.path.startsWith('/t/'));
  await checkDocuments(services, documents.toArray());
  return compileScenario(services, document, 'S');
}

function parametersOf(spec: RunSpec | undefined, text: string): readonly CostParameter[] {
  return spec?.sites.find((site) => site.text === text)?.cost?.parameters ?? [];
}

describe('a missing price', () => {
  test('is an error without an assumption', async () => {
    const { run, diagnostics } = await compiled('profile guesses {}', '');
    expect(run).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toContain('ipc/priceMissing');
  });

  test.each([
    [
      'for the profile that it extends',
      'import "priced.ipc" profile guesses extends priced { run hash = 2us measured "x" }',
    ],
    ['for every profile if it extends none', 'profile guesses { run hash = 2us assumed "x" }'],
    [
      'from the second profile of a file',
      'profile a extends cvax { run hash = 9us assumed "x" } profile b { run hash = 2us assumed "x" }',
    ],
    [
      'by the constants of the file',
      'profile guesses { constant unit = 1us assumed "x"  run hash = 2 * unit assumed "x" }',
    ],
    ['with what the supplier itself extends', 'profile a { run hash = 2us assumed "x" } profile b extends a {}'],
  ])('is supplied %s', async (_, guesses) => {
    const { run, diagnostics } = await compiled(guesses);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [parameter] = parametersOf(run?.variants[0], 'run hash');
    expect(parameter).toMatchObject({ provenance: 'assumed', assumption: 'guesses.ipc' });
    const step = run?.variants[0]?.paths[0]?.steps.find((node) => node.node === 'step' && node.price === 2e6);
    expect(step).toBeDefined();
  });

  test('is not supplied by what extends another profile', async () => {
    const { run } = await compiled('profile guesses extends cvax { run hash = 2us assumed "x" }');
    expect(run).toBeNull();
  });
});

test('a published price is never replaced', async () => {
  const { run } = await compiled('profile guesses { run hash = 2us assumed "x"  run call = 50us assumed "x" }');
  const [parameter] = parametersOf(run?.variants[0], 'run call');
  expect(parameter).toMatchObject({ provenance: 'measured', value: '1us' });
  expect(parameter).not.toHaveProperty('assumption');
});

test('names of an assumed file mean nothing in the file that assumes it', async () => {
  const { run, diagnostics } = await compiled(
    'profile guesses {} domain C on M machine M profile cvax',
    'assume "guesses.ipc" bind c = A -> C.I via local',
  );
  expect(run).toBeNull();
  expect(diagnostics.map(({ code }) => code)).toContain('ipc/unknownName');
});

test.each([
  ['domain X on Y', 'ipc/nothingAssumed'],
  ['profile guesses { run hash = ', 'ipc/nothingAssumed'],
])('a file that supplies nothing is an error: %s', async (guesses, code) => {
  expect((await compiled(guesses)).diagnostics.map((each) => each.code)).toContain(code);
});

test('a file that is not there is an error', async () => {
  const { diagnostics } = await compiled('', 'assume "nowhere.ipc"');
  expect(diagnostics.map(({ code }) => code)).toContain('ipc/importNotFound');
});
