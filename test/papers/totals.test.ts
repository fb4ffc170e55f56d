import { beforeAll, describe, expect, test } from 'vitest';
import type { VariantOverview } from '../../src/analysis/run-models.ts';
import { languageWithLibrary } from '../support/files.ts';
import { callsOf, meanMicroseconds, runText, variantNamed } from '../support/runs.ts';
import { loadFacts, published } from './facts.ts';

const facts = loadFacts();

const NULL = `
machine Firefly profile cvax processors CPUS
interface Test { Null() }
domain Client on Firefly
domain Server on Firefly { export Test }
bind test = Client -> Server.Test via lrpc
COMPARE
scenario Null {
  processors PLACES
  thread Caller in Client { repeat 1_000 { test.Null } }
}`;

function text(processors: number, compare: string, places: string): string {
  return NULL.replace('CPUS', String(processors)).replace('COMPARE', compare).replace('PLACES', places);
}

/** Time of the rows of one kind (or of one label) in a call, in microseconds. */
function share(variant: VariantOverview, pick: (entry: { kind: string; label: string }) => boolean): number {
  const { breakdown, count } = callsOf(variant, 'Null');
  return breakdown.filter((e) => e.onPath && pick(e)).reduce((sum, e) => sum + e.time, 0) / count / 1e6;
}

describe('Null calls on the profile cvax', () => {
  let one: Awaited<ReturnType<typeof runText>>;
  beforeAll(async () => {
    one = await runText(await languageWithLibrary(), text(1, '@compare(local, rpc, lrpc)', 'Client'), 'Null');
  });

  test('local procedure call: 7 µs', () => {
    expect(meanMicroseconds(variantNamed(one, 'local'), 'Null')).toBe(published(facts, 'lrpc.t5.call'));
  });

  test('message RPC: the total of Mach, with call, traps and switches of Table V and the rest in one step', () => {
    const rpc = variantNamed(one, 'rpc');
    expect(meanMicroseconds(rpc, 'Null')).toBe(published(facts, 'lrpc.t2.mach.act'));
    expect(share(rpc, (e) => e.kind === 'trap')).toBe(published(facts, 'lrpc.t5.traps'));
    expect(share(rpc, (e) => e.kind === 'switch' || e.kind === 'refill')).toBe(published(facts, 'lrpc.t5.ctx'));
    expect(share(rpc, (e) => e.kind === 'unsplit')).toBe(645);
  });

  test('Table V of the LRPC paper, line by line', () => {
    const lrpc = variantNamed(one, 'lrpc');
    const line = (pick: Parameters<typeof share>[1]) => share(lrpc, pick);
    expect(line((e) => e.label === 'call')).toBe(published(facts, 'lrpc.t5.call'));
    expect(line((e) => e.kind === 'trap')).toBe(published(facts, 'lrpc.t5.traps'));
    expect(line((e) => e.kind === 'switch' || e.kind === 'refill')).toBe(published(facts, 'lrpc.t5.ctx'));
    expect(line((e) => e.label === 'stub' || e.label === 'serverStub' || e.kind === 'pool')).toBe(
      published(facts, 'lrpc.t5.stubs'),
    );
    expect(line((e) => e.kind === 'unsplit')).toBe(published(facts, 'lrpc.t5.kernel'));
    expect(meanMicroseconds(lrpc, 'Null')).toBe(published(facts, 'lrpc.t5.total'));
  });
});

describe('the implicit part of a switch', () => {
  test('43 misses of 0.9 µs are a quarter of a Null call, and none of an exchange of processors', async () => {
    const compared = text(2, '@compare(lrpc, lrpcMP)', 'Client, Server');
    const result = await runText(await languageWithLibrary(), compared, 'Null');
    const refill = (name: string): number => share(variantNamed(result, name), (e) => e.kind === 'refill');
    expect(refill('lrpc')).toBeCloseTo(published(facts, 'lrpc.tlb.n') * published(facts, 'lrpc.tlb.cost'), 6);
    expect(Math.round((100 * refill('lrpc')) / 157)).toBe(published(facts, 'lrpc.tlb.share'));
    expect(refill('lrpcMP')).toBe(0);
  });
});

describe('Null over URPC (not verified against the paper)', () => {
  test.each([
    ['a processor in each domain: T = C = S = 1', 2, 'Client, Server', 'urpc.lat.c1s1t1', 0],
    ['one processor: C = 1, S = 0', 1, 'Client', 'urpc.lat.c1s0t1', 2],
  ])('%s', async (_, processors, places, fact, reallocations) => {
    const result = await runText(await languageWithLibrary(), text(processors, '@compare(urpc)', places), 'Null');
    const urpc = variantNamed(result, 'urpc');
    expect(meanMicroseconds(urpc, 'Null')).toBe(published(facts, fact));
    expect(callsOf(urpc, 'Null').perCall).toMatchObject({ reallocations, traps: 0, kernelCopies: 0 });
  });
});
