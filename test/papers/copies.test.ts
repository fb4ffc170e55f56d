import { beforeAll, describe, expect, test } from 'vitest';
import { sequence } from '../../src/analysis/sequence.ts';
import { languageWithLibrary } from '../support/files.ts';
import { callsOf, runText, type ScenarioResult } from '../support/runs.ts';
import { loadFacts } from './facts.ts';

const TEXT = `
machine Firefly profile cvax processors 2
interface Store {
  Mutable(value: bytes[64]) -> bytes[64]
  Immutable(value: immutable bytes[64]) -> bytes[64]
}
domain Client on Firefly
domain Server on Firefly { export Store }
bind store = Client -> Server.Store via rpc
@compare(rpc, rpc(resultsInPlace = no), restrictedRpc, lrpc, lrpcMP, urpc, systemCall, local)
scenario Copies {
  processors Client, Server
  thread Caller in Client { repeat 3 { store.Mutable  store.Immutable } }
}`;

const facts = loadFacts();
const letters = (id: string) => String(facts.get(id)?.value);

describe('copies of Table III of the LRPC paper, as letters on the steps', () => {
  let result: ScenarioResult;
  beforeAll(async () => {
    result = await runText(await languageWithLibrary(), TEXT, 'Copies');
  });

  /** Letters of the copies of one call, in order, the return's after a bar. */
  function copiesOf(variant: string, procedure: string): string {
    const index = result.overview.variants.findIndex((v) => v.name === variant);
    const trace = result.traces[index];
    const overview = result.overview.variants[index];
    if (trace === undefined || overview === undefined) throw new Error(`no variant ${variant}`);
    const steps = sequence(trace, callsOf(overview, procedure).typicalCall, index).steps.filter(
      (step) => step.kind === 'copy',
    );
    const half = (section: string) =>
      steps
        .filter((s) => overview.sites[s.site]?.section === section)
        .map((s) => s.letter)
        .join('');
    return `${half('call')}|${half('return')}`;
  }

  test.each([
    ['rpc', 'Mutable', `${letters('lrpc.t3.call.mutable.mp')}|${letters('lrpc.t3.return.mp')}`],
    ['rpc', 'Immutable', `${letters('lrpc.t3.call.immutable.mp')}|${letters('lrpc.t3.return.mp')}`],
    ['rpc(resultsInPlace = no)', 'Mutable', 'ABCED|BCF'],
    ['restrictedRpc', 'Mutable', `${letters('lrpc.t3.call.mutable.rmp')}|${letters('lrpc.t3.return.rmp')}`],
    ['lrpc', 'Mutable', `${letters('lrpc.t3.call.mutable.lrpc')}|${letters('lrpc.t3.return.lrpc')}`],
    ['lrpc', 'Immutable', `${letters('lrpc.t3.call.immutable.lrpc')}|${letters('lrpc.t3.return.lrpc')}`],
    ['lrpcMP', 'Mutable', 'A|F'],
  ])('%s %s: %s', (variant, procedure, wanted) => {
    expect(copiesOf(variant, procedure)).toBe(wanted);
  });

  test.each([
    ['rpc', { userCopies: 3, kernelCopies: 4, traps: 2, switches: 2, exchanges: 0 }],
    ['rpc(resultsInPlace = no)', { userCopies: 4, kernelCopies: 4, traps: 2, switches: 2, exchanges: 0 }],
    ['restrictedRpc', { userCopies: 3, kernelCopies: 2, traps: 2, switches: 2, exchanges: 0 }],
    ['lrpc', { userCopies: 2, kernelCopies: 0, traps: 2, switches: 2, exchanges: 0 }],
    ['lrpcMP', { userCopies: 2, kernelCopies: 0, traps: 2, switches: 0, exchanges: 2 }],
    ['urpc', { kernelCopies: 0, traps: 0, switches: 0, exchanges: 0, reallocations: 0 }],
    ['systemCall', { kernelCopies: 2, traps: 1, switches: 0, exchanges: 0 }],
    ['local', { userCopies: 0, kernelCopies: 0, traps: 0, switches: 0, exchanges: 0 }],
  ])('counts of %s', (variant, wanted) => {
    const overview = result.overview.variants.find((v) => v.name === variant);
    if (overview === undefined) throw new Error(`no variant ${variant}`);
    expect(callsOf(overview, 'Mutable').perCall).toMatchObject(wanted);
  });
});
