/** Sides of a call that busy-wait for their packets: what is saved, and that nobody is in two places. */
import { beforeAll, expect, test } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import type { IpcServices } from '../../../src/language/module.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { languageWithLibrary } from '../../support/files.ts';
import { violations } from '../../support/laws/laws.ts';
import { plainTrace } from '../../support/laws/plain.ts';
import { count, outcomes, packets } from '../../support/packets.ts';
import { runText } from '../../support/runs.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

const BOTH = 'callerWaits = polling, serverWaits = polling';

async function run(
  scenario: string,
  options = BOTH,
  world: { processors?: number; body?: string } = {},
): Promise<Trace> {
  const { processors = 1, body = 'compute 100us' } = world;
  const text = `
machine One profile dorado processors ${processors}
machine Two profile dorado processors ${processors}
link wire between One, Two rate 2.94Mb/s
outcome full ran once
interface Echo { Ping(data: bytes[..1200]) -> bytes[..1200] raises full }
domain A on One
domain B on Two { export Echo { Ping { ${body} return 0 bytes } } }
domain C on Two { export Echo { Ping { compute 50us return 0 bytes } } }
bind echo = A -> B.Echo via birrellNelson(${options})
bind other = A -> C.Echo via birrellNelson(${options})
scenario S { ${scenario} }`;
  const result = await runText(services, text, 'S', 'file:///polling.ipc');
  const [trace] = result.traces;
  if (trace === undefined) throw new Error('no run');
  expect(violations(plainTrace(trace))).toEqual([]);
  return trace;
}

const found = (trace: Trace): number => count(trace, 'find the packet');
const interrupts = (trace: Trace): number => count(trace, 'interrupt') + count(trace, 'interrupt by the device');

test('both sides find all packets of a simple call themselves', async () => {
  const trace = await run('thread T in A { repeat 3 { echo.Ping(0 bytes) } }');
  expect([found(trace), interrupts(trace), packets(trace).length]).toEqual([6, 0, 6]);
});

test('one side does, the other is interrupted', async () => {
  const trace = await run('thread T in A { repeat 3 { echo.Ping(0 bytes) } }', 'serverWaits = polling');
  expect([found(trace), interrupts(trace)]).toEqual([3, 3]);
});

// After each import the process that answered it waits.
test('a process waits for the caller that it served last: with two servers by turns packets interrupt', async () => {
  const trace = await run(
    'thread T in A { repeat 3 { echo.Ping(0 bytes) other.Ping(0 bytes) } }',
    'serverWaits = polling',
  );
  expect(found(trace)).toBe(2);
});

test('exceptions and their answers are found as well', async () => {
  const body = 'compute 10us raise full compute 10us';
  const trace = await run('thread T in A { repeat 2 { try { echo.Ping(0 bytes) } on full { resume } } }', BOTH, {
    body,
  });
  expect([outcomes(trace), found(trace), interrupts(trace)]).toEqual([['returned', 'returned'], 8, 0]);
});

test('a caller that gives up does not look any more', async () => {
  const trace = await run(`at 1ms cut wire thread T in A { try { echo.Ping(0 bytes) } on callFailed { wait 5ms } }`);
  expect(outcomes(trace)[0]).toBe('callFailed');
});

test('a caller whose thread goes on elsewhere does not look any more', async () => {
  for (const processors of [1, 2]) {
    const trace = await run(
      'at 3ms abort T thread T in A { try { echo.Ping(0 bytes) } on callAborted { compute 5ms } }',
      BOTH,
      { processors, body: 'compute 20ms' },
    );
    expect([processors, outcomes(trace)[0]]).toEqual([processors, 'callAborted']);
  }
});

test('a domain that ends polls no more', async () => {
  const trace = await run('at 3ms terminate B thread T in A { echo.Ping(0 bytes) wait 20ms }');
  expect(outcomes(trace)).toEqual(['returned']);
});

test('in random worlds nobody is in two places, and every call ends', async () => {
  const random = new Random(7);
  for (let seed = 1; seed <= 24; seed += 1) {
    const fates = ['drop', 'duplicate', 'corrupt'] as const;
    const faults = Array.from({ length: 12 }, (_, i) => {
      const fate = fates[Math.floor(random.next() * 3)] ?? 'drop';
      return `at packet ${i * 3 + 1 + Math.floor(random.next() * 3)} on wire ${fate}`;
    });
    const cut = `at ${Math.floor(random.next() * 30)}ms cut wire for ${1 + Math.floor(random.next() * 60)}ms`;
    const some = [...faults, cut].filter(() => random.next() < 0.4).join('\n');
    const threads = `
thread T in A count 3 { repeat 3 { try { echo.Ping(30 bytes) other.Ping(1100 bytes) } on callFailed { compute 300us } on full { resume } } }
thread U in A { repeat 8 { compute 1ms wait 2ms } }`;
    const trace = await run(`${some}\n${threads}`, BOTH, {
      processors: 1 + (seed % 3),
      body: 'compute 400us with 30% { raise full }',
    });
    expect([seed, trace.end?.reason]).toEqual([seed, 'finished']);
  }
});
