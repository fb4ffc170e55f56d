/** Calls that are to end on another machine than their client's come home first. */
import { beforeAll, expect, test } from 'vitest';
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
const BARE = `
mechanism near { call { client: run call else tooLarge  client: run procedure } }
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
  const text = `${HOME.replace('BODY', body).replace('VIA', via)}${BARE}\nscenario S { ${scenario} }`;
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
