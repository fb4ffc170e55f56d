/** Calls that are to end on another machine than their client's come home first. */
import { beforeAll, expect, test } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import type { IpcServices } from '../../../src/language/module.ts';
import { rowAt, type Trace } from '../../../src/sim/trace/format.ts';
import { compileText, languageWithLibrary } from '../../support/files.ts';
import { violations } from '../../support/laws/laws.ts';
import { plainTrace } from '../../support/laws/plain.ts';
import { count, outcomes, packets } from '../../support/packets.ts';
import { runSpec } from '../../support/runs.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

const HOME = `
machine Caller profile dorado
machine Callee profile dorado processors 2
link ethernet between Caller, Callee rate 2.94Mb/s
interface Mail { Ping() }
domain User on Caller
domain Server on Callee { export Mail { Ping { BODY } } }
domain Behind on Callee { export Mail { Ping { compute 5us } } }
bind mail = User -> Server.Mail via VIA
bind behind = Server -> Behind.Mail via near`;
/** What a call over LRPC needs that goes on over the network. */
const WORKSTATION = `
profile workstation extends cvax {
  interrupt = 1us assumed
  swap = 1us assumed
  transmit = 1us assumed
  run stub = 1us assumed
  run runtime = 1us assumed
  run lookUp = 1us assumed
  run exportTable = 1us assumed
  in callPackets {
    run accept = 1us assumed
    run acknowledge = 1us assumed
    run retransmit = 1us assumed
    run probe = 1us assumed
    run discard = 1us assumed
  }
  in processPool {
    run assign = 1us assumed
    run hinted = 1us assumed
    run createProcess = 1us assumed
    run endProcess = 1us assumed
  }
}`;
const BARE = `
mechanism near { call { client: run call else tooLarge  client: run procedure } }
mechanism scarce extends birrellNelson {
  pool slot per domain count 1 in server, kernel empty fail
  before serverStub { server: take slot }
  before reply { server: give slot }
}
mechanism untold {
needs otherMachine
place packet in client, server, kernel
call {
  client: transmit packet to server
  server: interrupt
  kernel: resume server
  server: validate sender else notAuthorised
  server: run procedure
}
return { server: transmit packet to client  client: interrupt  kernel: resume client }
}`;

async function runText(scenario: string, body = 'compute 5us', via = 'birrellNelson'): Promise<Trace> {
  const home = via === 'lrpc' ? HOME.replaceAll('dorado', 'workstation') + WORKSTATION : HOME;
  const text = `${home.replace('BODY', body).replace('VIA', via)}${BARE}\nscenario S { ${scenario} }`;
  const { run, diagnostics } = await compileText(services, { uri: 'file:///away.ipc', text }, 'S');
  const [spec] = run?.variants ?? [];
  if (spec === undefined) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  const trace = runSpec(spec);
  expect(violations(plainTrace(trace))).toEqual([]);
  return trace;
}

/** Where the thread's handler computed. */
function handledOn(trace: Trace): number[] {
  const rows = Array.from({ length: trace.rows.length }, (_, i) => rowAt(trace.rows, i));
  return rows.filter(({ site }) => trace.spec.sites[site]?.text === 'compute 7us').map((row) => row.processor);
}

test('a call is refused by a packet: its caller goes on where it was', async () => {
  const trace = await runText(
    'at call 2 of mail refuse revoked thread T in User { try { repeat 3 { mail.Ping } } on revoked { compute 7us } }',
  );
  expect(packets(trace)).toEqual(['call', 'result', 'call', 'refusal']);
  expect([outcomes(trace), handledOn(trace), count(trace, 'run procedure')]).toEqual([['returned', 'revoked'], [0], 1]);
});

test('a binding act is refused, and imported again by the next call', async () => {
  const trace = await runText(
    'at call 1 of mail refuse notExported thread T in User { try { mail.Ping } on notExported { compute 7us } mail.Ping }',
  );
  const sent = Array.from({ length: trace.rows.length }, (_, i) => rowAt(trace.rows, i)).flatMap(
    ({ site }) => trace.spec.sites[site]?.packet?.what ?? [],
  );
  expect(sent).toEqual(['call', 'refusal', 'call', 'result', 'call', 'result']);
  expect([outcomes(trace), handledOn(trace)]).toEqual([['returned'], [0]]);
});

test('a refusal survives the loss of any packet', async () => {
  for (const number of [3, 4, 5]) {
    const trace = await runText(
      `at packet ${number} on ethernet drop at call 1 of mail refuse revoked
      thread T in User { try { mail.Ping } on revoked { compute 7us } wait 30ms }`,
    );
    expect([number, outcomes(trace), handledOn(trace)]).toEqual([number, ['revoked'], [0]]);
  }
});

test('the outcome of a call inside that failed travels home', async () => {
  const trace = await runText(
    'at call 1 of behind refuse tooLarge thread T in User { try { mail.Ping } on tooLarge { compute 7us } }',
    'compute 100us behind.Ping',
  );
  expect(packets(trace).at(-1)).toBe('refusal');
  expect([outcomes(trace), handledOn(trace)]).toEqual([['tooLarge', 'tooLarge'], [0]]);
});

test('a call without steps that lead home changes machines at once', async () => {
  const trace = await runText(
    'at call 1 of mail refuse notAuthorised thread T in User { try { mail.Ping } on notAuthorised { compute 7us } }',
    'compute 5us',
    'untold',
  );
  expect(packets(trace)).toEqual(['message']);
  expect([outcomes(trace), handledOn(trace)]).toEqual([['notAuthorised'], [0]]);
});

test('a server ends while the procedure waits: nobody at home hears of it before the call is given up', async () => {
  const trace = await runText(
    'at 10ms terminate Server thread T in User { try { mail.Ping } on callFailed { compute 7us } }',
    'wait 40ms',
  );
  expect([outcomes(trace), handledOn(trace)]).toEqual([['callFailed'], [0]]);
  expect(trace.end?.time).toBeGreaterThan(40e9);
});

test('an exporter ends during the import: nobody answers', async () => {
  const trace = await runText(
    'at 60us terminate Server thread T in User { try { mail.Ping } on callFailed { compute 7us } on bindFailed { compute 7us } }',
  );
  expect(handledOn(trace)).toEqual([0]);
  expect(packets(trace)).toEqual([]);
});

test('a call that finds nothing left on the other machine is refused by a packet', async () => {
  const trace = await runText(
    'thread T in User count 3 { try { mail.Ping } on exhausted { compute 7us } }',
    'wait 3ms',
    'scarce',
  );
  expect(outcomes(trace).toSorted()).toEqual(['exhausted', 'exhausted', 'returned']);
  expect(packets(trace).filter((what) => what === 'refusal')).toHaveLength(2);
  expect(handledOn(trace)).toEqual([0, 0]);
});

test('a call over a mechanism that goes on over the network is refused by its packets', async () => {
  const trace = await runText(
    'at call 1 of mail refuse revoked thread T in User { try { mail.Ping } on revoked { compute 7us } }',
    'compute 5us',
    'lrpc',
  );
  expect(packets(trace)).toEqual(['call', 'refusal']);
  expect([outcomes(trace), handledOn(trace)]).toEqual([['revoked'], [0]]);
});

/** Disturbances of all kinds, each taken or left. */
const DISTURBANCES = [
  ...[1, 2, 3, 4, 5].map((number) => `at call ${number} of mail refuse revoked`),
  'at call 1 of mail refuse notExported',
  ...[1, 2, 4].map((number) => `at call ${number} of behind refuse tooLarge`),
  ...[2, 3, 5, 8, 9, 13, 14, 20].map((number) => `at packet ${number} on ethernet drop`),
  ...[4, 7, 11].map((number) => `at packet ${number} on ethernet duplicate`),
  'at 4ms cut ethernet for 9ms',
  'at 30ms cut ethernet for 80ms',
  'at 6ms abort U',
  'at 25ms abort U',
  'at 40ms terminate Behind',
  'at 55ms terminate Server',
  'at 70ms terminate User',
];

test.each(['birrellNelson', 'birrellNelson(callerWaits = polling, serverWaits = polling)', 'scarce'])(
  'in random worlds over %s nobody acts on another machine, and all that happens is told',
  async (via) => {
    const random = new Random(11);
    const handled = ['revoked', 'notExported', 'tooLarge', 'callFailed', 'callAborted', 'exhausted', 'bindFailed'];
    const handlers = handled.map((outcome) => `on ${outcome} { compute 7us }`).join(' ');
    const body = 'compute 300us with 60% { behind.Ping } with 30% { wait 2ms } with 10% { raise revoked }';
    for (let seed = 1; seed <= 20; seed += 1) {
      const faults = DISTURBANCES.filter(() => random.next() < 0.35).join('\n');
      const threads = `
thread T in User count 2 { repeat 4 { try { mail.Ping } ${handlers} } }
thread U in User { repeat 3 { try { mail.Ping } ${handlers} wait 3ms } }`;
      const trace = await runText(`${faults}\n${threads}`, body, via);
      expect([seed, new Set([...handledOn(trace), 0])]).toEqual([seed, new Set([0])]);
      expect([seed, trace.end?.reason]).toEqual([seed, 'finished']);
    }
  },
);
