/** Links that are cut: what is lost, when, and what the measures of a link count. */
import { beforeAll, expect, test } from 'vitest';
import type { IpcServices } from '../../../src/language/module.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { languageWithLibrary } from '../../support/files.ts';
import { violations } from '../../support/laws/laws.ts';
import { plainTrace } from '../../support/laws/plain.ts';
import { outcomes, packets } from '../../support/packets.ts';
import { runText } from '../../support/runs.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

/** A packet of 25 bytes takes 100 us; nobody sends one again. */
const PLAIN = `
mechanism plain {
  needs otherMachine
  place packet in client, server, kernel size 25 bytes
  call {
    client: transmit packet to server
    server: interrupt
    kernel: resume server
    server: run procedure
  }
  return { server: transmit packet to client  client: interrupt  kernel: resume client }
}`;

async function run(
  scenario: string,
  via = 'birrellNelson',
  expected = '',
): Promise<{ trace: Trace; passed: unknown[]; problems: unknown[] }> {
  const text = `
machine One profile dorado
machine Two profile dorado
link wire between One, Two rate 2Mb/s delay 10us
interface Echo { Ping(data: bytes[25]) -> bytes[25] }
domain A on One
domain B on Two { export Echo { Ping { compute 1ms } } }
bind echo = A -> B.Echo via ${via}
${PLAIN}
${expected}
scenario S { ${scenario} }`;
  const result = await runText(services, text, 'S', 'file:///links.ipc');
  const [trace] = result.traces;
  if (trace === undefined) throw new Error('no run');
  expect(violations(plainTrace(trace))).toEqual([]);
  const { expectations, problems } = result.overview;
  return { trace, passed: expectations.map(({ passed }) => passed), problems: [...problems] };
}

const ONE_CALL = 'thread T in A { echo.Ping }';

// The call is on its way from 0 to 110 us, the result from 1110 to 1220 us.
test.each([
  ['at 0us', 'cut', ['message lost']],
  ['at 109us', 'cut', ['message lost']],
  ['at 110us', 'cut', ['message lost']],
  ['at 111us', 'cut', ['message', 'message lost']],
  ['at 50us', 'cut for 10us', ['message lost']],
  ['at 200us', 'cut for 910us', ['message', 'message']],
  ['at 200us', 'cut for 911us', ['message', 'message lost']],
])('%s %s', async (when, what, sent) => {
  const fault = what.replace('cut', 'cut wire');
  const { trace } = await run(`${when} ${fault} ${ONE_CALL}`, 'plain');
  expect(packets(trace)).toEqual(sent);
  expect(trace.end?.reason).toBe(sent.at(-1) === 'message' ? 'finished' : 'deadlock');
});

test('a cut of what is cut, and the mending of what is whole, do not happen', async () => {
  const { trace } = await run(`at 1us cut wire at 2us cut wire at 3us restore wire at 4us restore wire ${ONE_CALL}`);
  expect(trace.end?.missed).toEqual([1, 3]);
});

test('a run that ends before its link is restored has no problem with that', async () => {
  const tried = 'thread T in A { try { echo.Ping } on callFailed { compute 1us } }';
  const { trace, problems } = await run(`at 1ms cut wire for 200ms ${tried}`);
  expect([trace.end?.missed, problems]).toEqual([[1], []]);
});

// The result of the import is sent again as well: what acknowledges it is the packet that is lost.
test('a link counts its packets, those that were lost, and those that were sent again; a machine its own repetitions', async () => {
  const counted = [
    'wire.packets == 8',
    'wire.lost == 1',
    'wire.retransmissions == 2',
    'One.retransmissions == 1',
    'Two.retransmissions == 1',
  ];
  const expected = counted.map((one) => `@expect(${one})`).join('\n');
  const { trace, passed } = await run(`at packet 3 on wire drop ${ONE_CALL}`, 'birrellNelson', expected);
  expect(packets(trace)).toEqual(['call lost', 'retransmission', 'acknowledgement', 'result']);
  expect(passed).toEqual([true, true, true, true, true]);
});

test('a call over a link that stays cut fails, whether its procedure ran or not', async () => {
  const tried = 'thread T in A { try { echo.Ping } on callFailed { compute 1us } }';
  for (const instant of ['1ms', '2ms']) {
    const { trace } = await run(`at ${instant} cut wire ${tried}`);
    expect([instant, outcomes(trace)[0]]).toEqual([instant, 'callFailed']);
  }
});
