import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../../../src/language/module.ts';
import type { ScenarioRun } from '../../../../src/sim/scenario.ts';
import type { RunSpec } from '../../../../src/sim/spec/run.ts';
import { scenarioAt, scenariosOf } from '../../../../src/sim/sweep.ts';
import { compileText, languageWithLibrary } from '../../../support/files.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

const WORLD = `
machine M profile cvax processors cpus
interface I { Put(data: bytes[..largest]) }
domain A on M
domain B on M { threads cpus  export I { Put { compute pause } } }
parameter cpus = 1
parameter largest = 1KB
parameter size = 100 bytes
parameter pause = 1us
parameter slots = 5
bind b = A -> B.I via lrpc(astacks = slots)
`;
const SCENARIO = 'scenario S { thread T in A count cpus { repeat 2 { b.Put(size) } } }';

async function compiled(annotations: string, world = WORLD): Promise<ScenarioRun> {
  const text = `${world} ${annotations} ${SCENARIO}`;
  const { run, diagnostics } = await compileText(services, { uri: 'file:///t.ipc', text }, 'S');
  if (run === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return run;
}

/** A number of the spec at each value. */
async function along(annotations: string, of: (spec: RunSpec) => unknown): Promise<unknown[]> {
  return [...scenariosOf(await compiled(annotations))].map(({ variants }) => variants.map(of));
}

const argument = ({ threads }: RunSpec): unknown => {
  const [repeat] = threads[0]?.body ?? [];
  const call = repeat?.do === 'repeat' ? repeat.body[0] : undefined;
  return call?.do === 'call' ? call.argumentBytes : null;
};

describe('values', () => {
  test.each([
    ['size = 0 .. 40 bytes step 16 bytes', [0, 16, 32]],
    ['size = 1KB', [1024]],
    ['size = 64 bytes .. 1KB times 4', [64, 256, 1024]],
    ['size = 1 byte, 0, 100 bytes', [1, 0, 100]],
    ['cpus = 1 .. 3', [1, 2, 3]],
    ['pause = 0.1us .. 0.3us step 0.1us', [100_000, 200_000, 300_000]],
  ])('%s', async (range, values) => {
    const { sweep } = await compiled(`@sweep(${range})`);
    expect(sweep?.values.map((value) => Math.round(value))).toEqual(values);
  });

  test.each([
    ['size = 1KB', 'size'],
    ['pause = 1us', 'time'],
    ['cpus = 2', 'count'],
  ])('the unit of %s is %s', async (range, unit) => {
    expect((await compiled(`@sweep(${range})`)).sweep?.unit).toBe(unit);
  });
});

describe('the parameter may stand anywhere', () => {
  test('in arguments', async () =>
    expect(await along('@sweep(size = 8 bytes, 9 bytes)', argument)).toEqual([[8], [9]]));

  test('in declared types', async () => {
    const declared = ({ paths }: RunSpec): unknown => paths[0]?.arguments.bytes;
    expect(await along('@sweep(largest = 200 bytes, 4KB)', declared)).toEqual([[200], [4096]]);
  });

  test('in machines, domains and threads', async () => {
    const counts = ({ machines, domains, threads }: RunSpec): unknown => [
      machines[0]?.processors,
      domains.find(({ name }) => name === 'B')?.workers,
      threads.length,
    ];
    expect(await along('@sweep(cpus = 2, 3)', counts)).toEqual([[[2, 2, 2]], [[3, 3, 3]]]);
  });

  test('in options of bindings and of compared mechanisms', async () => {
    const elements = ({ stores }: RunSpec): unknown =>
      stores.find(({ name }) => name.startsWith('astack'))?.kind === 'pool' &&
      stores.flatMap((s) => (s.kind === 'pool' && s.name.startsWith('astack') ? [s.count] : []));
    expect(await along('@sweep(slots = 2, 7)', elements)).toEqual([[[2]], [[7]]]);
    expect(await along('@compare(lrpc(astacks = slots), lrpc(astacks = 1)) @sweep(slots = 2, 7)', elements)).toEqual([
      [[2], [1]],
      [[7], [1]],
    ]);
  });

  test('in expectations', async () => {
    const run = await compiled('@expect(latency(b.Put) < 1us * cpus) @sweep(cpus = 1 .. 2)');
    const limits = [...scenariosOf(run)].map(({ expectations: [first] }) => JSON.stringify(first?.condition));
    expect(limits[0]).not.toBe(limits[1]);
  });
});

describe('a sweep', () => {
  test('with @compare has a column for each mechanism', async () => {
    const run = await compiled('@compare(rpc, lrpc) @sweep(size = 0, 8 bytes)');
    expect(run.sweep?.columns).toEqual(['rpc', 'lrpc']);
    expect(scenarioAt(run, 1).variants.map(({ variant }) => variant)).toEqual(['rpc', 'lrpc']);
  });

  test('is small: only what differs is kept of the values after the first', async () => {
    const run = await compiled('@compare(rpc, lrpc) @sweep(size = 0 .. 900 bytes step 5 bytes)');
    const first = JSON.stringify(run.variants).length;
    expect(JSON.stringify(run.sweep?.changes).length).toBeLessThan(first);
  });

  test('its values are independent of each other', async () => {
    const swept = scenarioAt(await compiled('@compare(rpc, lrpc) @sweep(size = 0, 64 bytes, 8 bytes)'), 2);
    const single = scenarioAt(await compiled('@compare(rpc, lrpc) @sweep(size = 8 bytes)'), 0);
    const bare = (run: ScenarioRun) =>
      JSON.stringify(run.variants).replaceAll(/"(line|column|endLine|endColumn)":\d+/g, '');
    expect(bare(swept)).toBe(bare(single));
  });

  test('limits that are set later hold for every value', async () => {
    const run = await compiled('@sweep(size = 0, 8 bytes)');
    if (run.sweep === undefined) throw new Error('no sweep');
    const limited = { ...run, sweep: { ...run.sweep, limits: { rows: 7, time: 9 } } };
    expect([...scenariosOf(limited)].map(({ variants: [spec] }) => spec?.limits)).toEqual([
      { rows: 7, time: 9 },
      { rows: 7, time: 9 },
    ]);
    expect(() => scenarioAt(run, 2)).toThrow('There is no value 2');
  });
});

describe('a mechanism that cannot run', () => {
  const bare = `profile bare {
    trap = 2us measured "x"  run call = 1us measured "x"  copy = 1us + 1ns/byte measured "x"
  } ${WORLD.replace('profile cvax', 'profile bare').replace('lrpc(astacks = slots)', 'local')}`;

  test('is absent, with the prices that it lacks', async () => {
    const { variants, absent } = await compiled('@compare(local, lrpc, systemCall)', bare);
    expect(variants.map(({ variant }) => variant)).toEqual(['local', 'systemCall']);
    expect(absent).toMatchObject([
      { variant: 'lrpc', index: 1, code: 'ipc/priceMissing', missing: { profile: 'bare', mechanism: 'lrpc' } },
    ]);
    expect(absent?.[0]?.missing?.prices).toContain('client: run stub');
  });

  test('is absent if it does not fit', async () => {
    const { absent } = await compiled('@compare(lrpc, birrellNelson)');
    expect(absent).toMatchObject([{ variant: 'birrellNelson', missing: null }]);
  });

  test('is absent at the values at which it does not fit', async () => {
    const world = WORLD.replace('bytes[..largest]', 'bytes[largest]');
    const run = await compiled('@compare(rpc, lrpc) @sweep(largest = 200 bytes, 4KB)', world);
    expect([...scenariosOf(run)].map(({ absent }) => absent?.map(({ code }) => code))).toEqual([
      [],
      ['ipc/compareUnfit'],
    ]);
  });

  test('is absent at values that no run could have', async () => {
    const run = await compiled('@sweep(size = 100 bytes, 2KB)');
    const { variants, absent } = scenarioAt(run, 1);
    expect(variants).toEqual([]);
    expect(absent).toMatchObject([{ code: 'ipc/cannotRun' }]);
    expect(absent?.[0]?.reason).toContain('holds at most 1024 bytes');
  });

  test('is an error if nothing is left, and alone', async () => {
    await expect(compiled('@compare(lrpc, rpc)', bare)).rejects.toThrow('no price');
    await expect(compiled('@sweep(size = 2KB)')).rejects.toThrow('at most 1024 bytes');
    const text = `${bare} ${SCENARIO}`;
    const { run, diagnostics } = await compileText(services, { uri: 'file:///t.ipc', text }, 'S', { via: 'lrpc' });
    expect(run).toBeNull();
    expect(diagnostics.at(-1)).toMatchObject({ severity: 'error', code: 'ipc/cannotRun' });
  });
});
