import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../../../src/language/module.ts';
import type { PathNode } from '../../../../src/sim/spec/path.ts';
import type { RunSpec } from '../../../../src/sim/spec/run.ts';
import type { Site } from '../../../../src/sim/spec/site.ts';
import { compileText, languageWithLibrary } from '../../../support/files.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

const WORLD = `
machine M profile cvax processors 2
interface I {
  Null()
  Put(data: bytes[..1448]) -> int32
  Keep(data: immutable bytes[64])
}
domain A on M
domain B on M { export I { Put { compute 1us  return 2 bytes } } }
bind b = A -> B.I via lrpc
`;

/** Compiles one scenario and gives its variants. */
async function specs(text: string, options = {}): Promise<readonly RunSpec[]> {
  const { run, diagnostics } = await compileText(services, { uri: 'file:///t.ipc', text }, 'S', options);
  if (run === null) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return run.variants;
}

async function only(text: string): Promise<RunSpec> {
  const [spec] = await specs(text);
  if (spec === undefined) throw new Error('no variant');
  return spec;
}

/** The steps as written, branches in braces. */
function written(nodes: readonly PathNode[], sites: readonly Site[]): string[] {
  return nodes.flatMap((node) => {
    if (node.node === 'when') return ['{', ...written(node.then, sites), '|', ...written(node.otherwise, sites), '}'];
    if (node.node === 'meanwhile') return ['(', ...written(node.steps, sites), ')'];
    if (node.node === 'pieces') return ['[', ...written(node.steps, sites), ']'];
    if (node.node === 'receive' || node.node === 'silence' || node.node === 'stay') return [];
    if (node.node === 'assign') return [sites[node.idle.site]?.text ?? ''];
    const site = 'work' in node ? node.work.site : node.site;
    return [sites[site]?.text ?? ''];
  });
}

function pathText(spec: RunSpec, procedure: string): string[] {
  const path = spec.paths.find((p) => p.procedure === procedure);
  return written(path?.steps ?? [], spec.sites);
}

describe('a path as it is run', () => {
  test('constant conditions are decided; what the run decides stays', async () => {
    const spec = await only(`${WORLD} scenario S { thread T in A { b.Null } }`);
    const text = pathText(spec, 'Null');
    expect(text.slice(0, 4)).toEqual(['run call', 'run stub', 'take astack', 'copy arguments -> astack']);
    expect(text).toContain('{');
    expect(text.filter((step) => step.startsWith('switch to '))).toEqual(['switch to server', 'switch to client']);
    expect(text).not.toContain('copy astack -> parameters');
  });

  test('immutable arguments are copied once more', async () => {
    const spec = await only(`${WORLD} scenario S { thread T in A { b.Keep } }`);
    expect(pathText(spec, 'Keep')).toContain('copy astack -> parameters');
  });

  test('a server that keeps arguments on its stack copies them once more', async () => {
    const spec = await only(
      `${WORLD.replace('{ export I {', '{ arguments on stack export I {')} scenario S { thread T in A { b.Null } }`,
    );
    expect(pathText(spec, 'Null')).toContain('copy astack -> parameters');
  });

  test('edits by label reach into the path that is extended', async () => {
    const own = `mechanism mine extends lrpc {
      after callTrap { kernel: run hash as hash }
      without E
      instead transfer { kernel: run short }
      part enter(space) { kernel: switch to space as mySwitch }
    }
    profile p extends cvax { in mine { run hash = 1us measured "x" from "y"  run short = 2us measured "x" from "y" } }`;
    const text = `${own}${WORLD.replace('profile cvax', 'profile p').replace('via lrpc', 'via mine')} scenario S { thread T in A { b.Keep } }`;
    const steps = pathText(await only(text), 'Keep');
    expect(steps[steps.indexOf('trap') + 1]).toBe('run hash');
    expect(steps).not.toContain('copy astack -> parameters');
    expect(steps).toContain('run short');
    expect(steps).not.toContain('run transfer');
  });

  test('the binding act is a path of its own, compiled once', async () => {
    const spec = await only(`${WORLD} scenario S { thread T in A { b.Null b.Put(10 bytes) } }`);
    expect(spec.bindings).toHaveLength(1);
    expect(written(spec.bindings[0]?.bind ?? [], spec.sites)).toContain('map astack in client, server');
  });

  test('off-path work is marked on its sites', async () => {
    const spec = await only(
      `${WORLD.replace('via lrpc', 'via urpc')} scenario S { processors A, B thread T in A { b.Null } }`,
    );
    expect(pathText(spec, 'Null')).toContain('(');
    expect(spec.sites.filter((site) => site.off).map((site) => site.text)).toContain('run afterSend');
    expect(spec.domains.filter((domain) => domain.userThreads).map((domain) => domain.name)).toEqual(['A', 'B']);
  });

  test('a service in the kernel may give way before it makes a call over user-level threads', async () => {
    const spec = await only(`machine M profile cvax
      interface I { Null() }
      domain A on M
      domain B on M { export I { Null { yield b.Null } } }
      domain C on M { export I }
      bind a = A -> B.I via systemCall
      bind b = B -> C.I via urpc
      scenario S { thread T in A { a.Null } }`);
    expect(spec.domains.filter((domain) => domain.userThreads).map((domain) => domain.name)).toEqual(['kernel', 'C']);
  });
});

describe('calls', () => {
  test('sizes: declared for fixed parameters, given for variable ones', async () => {
    const spec = await only(
      `${WORLD} parameter n = 100 bytes scenario S { thread T in A { b.Put(2 * n)  b.Put  b.Keep } }`,
    );
    const sizes = spec.threads[0]?.body.map((s) => (s.do === 'call' ? s.argumentBytes : null));
    expect(sizes).toEqual([200, 1448, 64]);
  });

  test('a limit that a call may break is checked first', async () => {
    const spec = await only(
      `${WORLD.replace('via lrpc', 'via rpc').replace('1448]', '4KB]')} scenario S { thread T in A { b.Put(10 bytes) } }`,
    );
    expect(pathText(spec, 'Put').slice(0, 3)).toEqual(['{', 'limit arguments.size <= packet else tooLarge', '|']);
  });

  test('over local, the nested calls of the body come from the client', async () => {
    const text = `machine M profile cvax
      interface I { P() } interface J { Q() }
      domain A on M
      domain C on M { export J }
      bind inner = B -> C.J via lrpc
      domain B on M { export I { P { inner.Q } } }
      bind b = A -> B.I via local
      scenario S { thread T in A { b.P } }`;
    const spec = await only(text);
    const names = (id: number | undefined) => spec.domains[id ?? -1]?.name;
    const inner = spec.bindings.find((binding) => binding.name === 'inner');
    expect([names(inner?.client), names(inner?.server)]).toEqual(['A', 'C']);
  });
});

describe('variants', () => {
  test('one for each mechanism compared, named with its settings', async () => {
    const variants = await specs(
      `${WORLD} @compare(lrpc, rpc(scheduling = process), local) scenario S { thread T in A { b.Null } }`,
    );
    expect(variants.map((v) => v.variant)).toEqual(['lrpc', 'rpc(scheduling = process)', 'local']);
  });

  test('via replaces them all', async () => {
    const variants = await specs(`${WORLD} @compare(lrpc, local) scenario S { thread T in A { b.Null } }`, {
      via: 'srcRpc',
    });
    expect(variants.map((v) => [v.variant, v.bindings[0]?.mechanism])).toEqual([['srcRpc', 'srcRpc']]);
  });

  test('stores: one A-stack pool for each procedure, one SRC buffer pool for the machine', async () => {
    const [lrpc, src] = await specs(`${WORLD} @compare(lrpc, srcRpc) scenario S { thread T in A { b.Null b.Keep } }`);
    const pools = (spec: RunSpec | undefined) => spec?.stores.flatMap((s) => (s.kind === 'pool' ? [s.name] : []));
    expect(pools(lrpc)).toEqual(['astack of b.Null', 'estack', 'astack of b.Keep']);
    expect(pools(src)).toEqual(['buffer']);
  });
});

describe('expectations', () => {
  test("hold for the bindings' own mechanism, or name their variants", async () => {
    const text = `${WORLD} @compare(rpc, lrpc)
      @expect(latency(b.Null).mean < 200us)
      @expect(latency(b.Null, rpc) / latency(b.Null, lrpc) > 2)
      scenario S { thread T in A { b.Null } }`;
    const { run } = await compileText(services, { uri: 'file:///t.ipc', text }, 'S');
    expect(run?.expectations.map((e) => e.variants)).toEqual([['lrpc'], []]);
  });
});

describe('bad input', () => {
  test('an error in another scenario does not stop this one; an error outside does', async () => {
    const other = `${WORLD} scenario Other { thread T in A { b.Nothing } } scenario S { thread T in A { b.Null } }`;
    expect(await specs(other)).toHaveLength(1);
    const { run } = await compileText(
      services,
      { uri: 'file:///t.ipc', text: `${WORLD} bind b2 = A -> B.Nope via lrpc scenario S { thread T in A { b.Null } }` },
      'S',
    );
    expect(run).toBeNull();
  });

  test('an unknown scenario is named with those that exist', async () => {
    const { run, diagnostics } = await compileText(
      services,
      { uri: 'file:///t.ipc', text: `${WORLD} scenario S { thread T in A { b.Null } }` },
      'Nope',
    );
    expect(run).toBeNull();
    expect(diagnostics.at(-1)?.message).toBe('there is no scenario "Nope": the file has "S"');
  });

  test('parts that use each other without end are refused', async () => {
    const text = `mechanism loop { needs sameMachine call { use p(client) } part p(x) { use p(x) } }
      ${WORLD.replace('via lrpc', 'via loop')} scenario S { thread T in A { b.Null } }`;
    const { run } = await compileText(services, { uri: 'file:///t.ipc', text }, 'S');
    expect(run).toBeNull();
  });
});

test('where nothing is said, several processors are shared out among the domains with user-level threads', async () => {
  const scenario = 'scenario S { thread T in A { b.Null } }';
  const text = WORLD.replace('via lrpc', 'via urpc').replace('processors 2', 'processors 3');
  const placed = async (scenarioText: string) => {
    const { run } = await compileText(services, { uri: 'file:///t.ipc', text: `${text} ${scenarioText}` }, 'S');
    const [spec] = run?.variants ?? [];
    return spec?.machines[0]?.placements.map(({ domain }) => spec.domains[domain]?.name);
  };
  expect(await placed(scenario)).toEqual(['A', 'B', 'A']);
  expect(await placed(scenario.replace('{ thread', '{ processors B thread'))).toEqual(['B']);
});
