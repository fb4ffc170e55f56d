/** Packets between machines: what is sent, lost, sent again and acknowledged, and how often a procedure runs. */
import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import type { IpcServices } from '../../../src/language/module.ts';
import type { FaultEffect } from '../../../src/sim/spec/faults.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
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

const WORLD = (thread: string, ping = '', deliver = '') => `
machine Caller profile dorado
machine Callee profile dorado processors 2
link ethernet between Caller, Callee rate 2.94Mb/s
interface Mail { Ping() Deliver(text: bytes[..2000]) -> bytes[..2000] }
domain User on Caller
domain Server on Callee { export Mail { Ping { ${ping} } Deliver { ${deliver} } } }
bind mail = User -> Server.Mail via birrellNelson
scenario S { ${thread} }`;

async function specOf(text: string): Promise<RunSpec> {
  const { run, diagnostics } = await compileText(services, { uri: 'file:///packets.ipc', text }, 'S');
  const [spec] = run?.variants ?? [];
  if (spec === undefined) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return spec;
}

/** With what happens to packets, counted from 1 over the link; the binding act takes the first two. */
function withFaults(
  spec: RunSpec,
  faults: readonly (readonly [number, FaultEffect['does'] & ('drop' | 'duplicate' | 'corrupt')])[],
): RunSpec {
  const [pattern] = spec.sites;
  if (pattern === undefined) throw new Error('no site');
  const told: Site = { ...pattern, kind: 'fault', off: true, text: 'fault', role: 'fault', section: 'system' };
  return {
    ...spec,
    sites: [...spec.sites, ...faults.map(() => told)],
    faults: faults.map(([number, does], index) => ({
      site: spec.sites.length + index,
      when: { at: 'packet', link: 0, number },
      what: { does },
    })),
  };
}

async function run(
  thread: string,
  faults: Parameters<typeof withFaults>[1] = [],
  ping = '',
  deliver = '',
): Promise<Trace> {
  const trace = runSpec(withFaults(await specOf(WORLD(`thread T in User { ${thread} }`, ping, deliver)), faults));
  expect(violations(plainTrace(trace))).toEqual([]);
  return trace;
}

const procedures = (trace: Trace): number => count(trace, 'run procedure');

describe('a simple call', () => {
  test('takes exactly two packets, and the next call acknowledges the result', async () => {
    const trace = await run('repeat 3 { mail.Ping }');
    expect(packets(trace)).toEqual(['call', 'result', 'call', 'result', 'call', 'result']);
    expect(trace.end?.reason).toBe('finished');
  });

  test('is served by the process that served this caller last', async () => {
    const trace = await run('repeat 3 { mail.Ping }');
    expect(count(trace, 'give the packet to an idle process')).toBe(0);
    expect(count(trace, 'give the packet to the process that waits for this caller')).toBe(3);
  });

  test('has its result acknowledged when the next call does not follow soon', async () => {
    const trace = await run('mail.Ping wait 20ms mail.Ping');
    expect(packets(trace)).toEqual(['call', 'result', 'retransmission', 'acknowledgement', 'call', 'result']);
  });

  test('that takes long is acknowledged, then probed in growing spans', async () => {
    const trace = await run('mail.Ping', [], 'compute 100ms');
    const expected = ['call', 'retransmission', 'acknowledgement'];
    const probes = ['probe', 'acknowledgement'];
    expect(packets(trace)).toEqual([...expected, ...probes, ...probes, ...probes, ...probes, 'result']);
  });
});

describe('a lost packet', () => {
  test('of the call is sent again, and acknowledged because it asks', async () => {
    const trace = await run('mail.Ping', [[3, 'drop']]);
    expect(packets(trace)).toEqual(['call lost', 'retransmission', 'acknowledgement', 'result']);
    expect([procedures(trace), outcomes(trace)]).toEqual([1, ['returned']]);
  });

  test('of the result: the repeated call is a duplicate, the result comes again', async () => {
    const trace = await run('mail.Ping', [[4, 'drop']]);
    expect(packets(trace).slice(0, 2)).toEqual(['call', 'result lost']);
    expect(packets(trace).filter((what) => what === 'retransmission')).toHaveLength(2);
    expect(count(trace, 'discard the packet')).toBe(1);
    expect([procedures(trace), outcomes(trace)]).toEqual([1, ['returned']]);
  });

  test('that is corrupt is discarded by its receiver', async () => {
    const trace = await run('mail.Ping', [[3, 'corrupt']]);
    expect(packets(trace)).toEqual(['call', 'retransmission', 'acknowledgement', 'result']);
    expect(count(trace, 'discard the packet')).toBe(1);
    expect(procedures(trace)).toBe(1);
  });

  test('of all that are sent: the call fails, and may not have run', async () => {
    const trace = await run(
      'try { mail.Ping } on callFailed { compute 1us }',
      Array.from({ length: 60 }, (_, i) => [i + 3, 'drop'] as const),
    );
    expect(packets(trace)).toHaveLength(9);
    expect([procedures(trace), outcomes(trace)]).toEqual([0, ['callFailed']]);
  });

  test('of all that the server sends: the call fails although it ran, and the late result is for nobody', async () => {
    const trace = await run(
      'try { mail.Ping } on callFailed { wait 200ms }',
      Array.from({ length: 60 }, (_, i) => [i + 4, 'drop'] as const),
      'compute 80ms',
    );
    expect(procedures(trace)).toBe(1);
    expect(outcomes(trace)[0]).toBe('callFailed');
  });
});

describe('a duplicate', () => {
  test('of the call is discarded', async () => {
    const trace = await run('repeat 2 { mail.Ping }', [[3, 'duplicate']]);
    expect(packets(trace)).toEqual(['call', 'call double', 'result', 'call', 'result']);
    expect([procedures(trace), count(trace, 'discard the packet')]).toEqual([2, 1]);
  });

  test('of the result is discarded', async () => {
    const trace = await run('repeat 2 { mail.Ping }', [[4, 'duplicate']]);
    expect([procedures(trace), count(trace, 'discard the packet')]).toEqual([2, 1]);
  });
});

describe('a message of several packets', () => {
  test('has each but the last one acknowledged', async () => {
    const trace = await run('mail.Deliver(1200 bytes)', [], '', 'return 600 bytes');
    const part = ['call', 'acknowledgement'];
    expect(packets(trace)).toEqual([...part, ...part, 'call', 'result', 'acknowledgement', 'result']);
  });

  test('survives the loss of any one packet', async () => {
    for (let number = 3; number < 11; number += 1) {
      const trace = await run('mail.Deliver(1200 bytes)', [[number, 'drop']], '', 'return 600 bytes');
      expect([number, procedures(trace), outcomes(trace)]).toEqual([number, 1, ['returned']]);
    }
  });
});

describe('an exception', () => {
  const body = 'compute 10us raise revoked compute 20us';

  test('is resumed: two packets more, and the procedure goes on', async () => {
    const trace = await run('repeat 2 { try { mail.Ping } on revoked { compute 5us resume } }', [], body);
    expect(packets(trace).slice(0, 4)).toEqual(['call', 'exception', 'answer', 'result']);
    expect(outcomes(trace)).toEqual(['returned', 'returned']);
    expect([count(trace, 'compute 5us'), count(trace, 'compute 20us')]).toEqual([2, 2]);
  });

  test('is unwound: the caller goes on behind its try, and the next call finds the process waiting', async () => {
    const trace = await run('repeat 2 { try { mail.Ping } on revoked { compute 5us } } compute 7us', [], body);
    expect(packets(trace).slice(0, 4)).toEqual(['call', 'exception', 'answer', 'result']);
    expect(outcomes(trace)).toEqual(['revoked', 'revoked']);
    expect([count(trace, 'compute 5us'), count(trace, 'compute 20us')]).toEqual([2, 0]);
    expect(count(trace, 'give the packet to an idle process')).toBe(0);
  });

  test('that nobody handles ends the thread', async () => {
    const trace = await run('mail.Ping', [], body);
    expect(outcomes(trace)).toEqual(['revoked']);
    expect(trace.end?.uncaught).toHaveLength(1);
  });

  test('from its own handler ends the call, whatever the procedure would catch', async () => {
    const inner = 'try { raise revoked } on callFailed { compute 1us } compute 20us';
    const trace = await run(
      'try { try { mail.Ping } on revoked { raise callFailed } } on callFailed { compute 5us }',
      [],
      inner,
    );
    expect(outcomes(trace)).toEqual(['callFailed']);
    expect(count(trace, 'compute 20us')).toBe(0);
  });

  test('survives the loss of any one packet', async () => {
    for (let number = 3; number < 8; number += 1) {
      const trace = await run('try { mail.Ping } on revoked { resume }', [[number, 'drop']], body);
      expect([number, procedures(trace), outcomes(trace)]).toEqual([number, 1, ['returned']]);
    }
  });
});

test('a peak makes processes beyond those that stand by, which end afterwards', async () => {
  const text = WORLD('thread T in User count 6 { repeat 2 { mail.Ping  wait 50ms } }', 'compute 3ms');
  const trace = runSpec(await specOf(text));
  expect(violations(plainTrace(trace))).toEqual([]);
  expect(count(trace, 'create a process')).toBeGreaterThan(0);
  expect(count(trace, 'end the process: enough are idle')).toBeGreaterThan(0);
});

test('in random worlds a call that returns ran once, one that fails at most once, and nothing is stuck', async () => {
  const callers = `
    thread A in User { repeat 4 { try { mail.Ping  mail.Deliver(1100 bytes) } on callFailed { compute 1us } } }
    thread B in User count 3 { repeat 3 { try { mail.Deliver(30 bytes) } on callFailed { wait 3ms } on revoked { resume } } }`;
  const spec = await specOf(WORLD(callers, 'compute 2ms with 50% { raise revoked }', 'compute 400us return 700 bytes'));
  const fates = ['drop', 'duplicate', 'corrupt'] as const;
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = new Random(seed);
    const share = random.next();
    const faults = Array.from(
      { length: 150 },
      (_, i) => [i + 3, fates[Math.floor(random.next() * 3)] ?? 'drop'] as const,
    );
    const some = faults.filter(() => random.next() < share);
    const trace = runSpec({ ...withFaults(spec, some), seed });
    expect([seed, violations(plainTrace(trace))]).toEqual([seed, []]);
    expect([seed, trace.end?.reason]).toEqual([seed, 'finished']);
  }
});

test('every packet takes the link for its bits, one after the other', async () => {
  const trace = await run('repeat 2 { mail.Deliver(100 bytes) }', [], '', 'return 2 bytes');
  const rows = Array.from({ length: trace.rows.length }, (_, i) => rowAt(trace.rows, i));
  const sent = rows.filter(({ site }) => trace.spec.sites[site]?.packet !== undefined);
  let free = 0;
  for (const { start, duration, bytes } of sent) {
    expect(duration).toBe(Math.round((bytes * 8e12) / 2.94e6));
    expect(start).toBeGreaterThanOrEqual(free);
    free = start + duration;
  }
  expect(sent.slice(2).map(({ bytes }) => bytes)).toEqual([124, 26, 124, 26]);
});
