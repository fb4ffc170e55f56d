/** What the neighbours of LRPC ask of the compiler: threads of the server, polling, who may run at once, prices of copies. */
import { beforeAll, expect, test } from 'vitest';
import type { IpcServices } from '../../../../src/language/module.ts';
import type { PathNode, StepNode } from '../../../../src/sim/spec/path.ts';
import type { RunSpec } from '../../../../src/sim/spec/run.ts';
import { compileText, languageWithLibrary } from '../../../support/files.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

const text = (via: string, { profile = 'cvax', threads = 'threads 3' } = {}) => `
machine M profile ${profile} processors 2
interface I { Null() Four(word: bytes[4]) }
domain A on M
domain B on M { ${threads} export I }
bind b = A -> B.I via ${via}
scenario S { processors A, B thread T in A { b.Null b.Four } }
`;

async function spec(source: string): Promise<RunSpec> {
  const { run, diagnostics } = await compileText(services, { uri: 'file:///t.ipc', text: source }, 'S', {});
  const only = run?.variants[0];
  if (only === undefined) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return only;
}

function stepsIn(nodes: readonly PathNode[]): StepNode[] {
  return nodes.flatMap((node) => {
    if (node.node === 'when') return [...stepsIn(node.then), ...stepsIn(node.otherwise)];
    return node.node === 'step' ? [node] : [];
  });
}

test.each([
  ['threads 3', 3],
  ['', 1],
  ['threads 2 * 4', 8],
])('a pool may have as many elements as the server has threads: %s', async (threads, count) => {
  const { stores } = await spec(text('doors', { threads }));
  expect(stores.find(({ name }) => name.startsWith('worker'))).toMatchObject({ kind: 'pool', count });
});

test('who polls gets the call: a thread of the server there, the calling thread back', async () => {
  const { paths, domains } = await spec(text('sharedMemory(spinning = yes)'));
  const polls = stepsIn(paths[0]?.steps ?? []).filter(({ verb }) => verb === 'poll');
  expect(polls.map(({ target = -1, worker }) => `${domains[target]?.name} ${worker}`)).toEqual(['B take', 'A back']);
});

test('a fast path asks whether the server may run at once', async () => {
  const { paths, domains } = await spec(text('sel4', { profile: 'cortexA9' }).replace(' b.Four', ''));
  expect(JSON.stringify(paths[0]?.steps)).toContain(
    JSON.stringify({ is: 'urgent', domain: domains.findIndex(({ name }) => name === 'B') }),
  );
});

test('a copy has a price, or it does not run', async () => {
  const bare = 'profile bare { trap = 1us assumed "t" switch = 1us assumed "t" run makeBinding = 0us assumed "t" }';
  const one = { uri: 'file:///t.ipc', text: `${bare}${text('doors', { profile: 'bare' })}` };
  const { run, diagnostics } = await compileText(services, one, 'S', {});
  expect(run).toBeNull();
  expect(diagnostics.map(({ message }) => message).join()).toMatch(/no price .* copy/);
});
