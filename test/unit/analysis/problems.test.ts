import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/analysis/problems.ts';
import { finish } from '../../../src/base/slices.ts';
import type { RunEnd } from '../../../src/sim/trace/format.ts';
import { S, smallSpec, us, waitSite } from './small-spec.ts';
import { nullCall, type SmallRow, smallTrace } from './small-trace.ts';

function found(rows: readonly SmallRow[], end: Partial<RunEnd> = {}, calls = [{}], counted: readonly string[] = []) {
  return finish(problems(smallTrace(smallSpec(), rows, calls, end), new Set(counted))).filter(
    ({ code }) => code !== 'ipc/neverCalled',
  );
}

describe('problems of a run', () => {
  it('there are none in a run that went well', () => expect(found(nullCall())).toEqual([]));

  it('an outcome that nobody caught stands at the call', () => {
    const uncaught = [{ thread: 0, outcome: 1, call: 0 }];
    const [problem, ...others] = found(nullCall(), { uncaught }, [{ outcome: 1 }] as [object]);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', code: 'ipc/uncaught', source: { line: 30 } });
    expect(problem?.message).toContain(
      'test.Null ended with exhausted, and nobody caught it; the procedure did not run.',
    );
  });

  it('the same outcome of many threads is one problem, and none that the scenario counts is an error', () => {
    const uncaught = [
      { thread: 0, outcome: 1, call: 0 },
      { thread: 0, outcome: 1, call: 0 },
    ];
    const [problem, ...others] = found(nullCall(), { uncaught }, [{}], ['exhausted']);
    expect([problem?.severity, problem?.message.includes('in 2 threads'), others.length]).toEqual([
      'information',
      true,
      0,
    ]);
  });

  it('an outcome outside calls stands at the thread', () => {
    expect(found([], { uncaught: [{ thread: 0, outcome: 1, call: -1 }] })[0]).toMatchObject({
      code: 'ipc/uncaught',
      source: { line: 20 },
    });
  });
});

it.each([
  [
    { at: 'time', time: 1 },
    { does: 'abort', thread: 0 },
    'at that time the thread was in no call that it could give up',
  ],
  [{ at: 'time', time: 1 }, { does: 'terminate', domain: 1 }, 'at that time the domain had ended, or the run had'],
  [
    { at: 'call', binding: 0, number: 9 },
    { does: 'capture', thread: null },
    'no such call came to where it can happen',
  ],
  [{ at: 'packet', link: null, number: 9 }, { does: 'drop' }, 'no such packet was sent'],
] as const)('a fault at %j that did not happen says why', (when, what, why) => {
  const spec = smallSpec({ faults: [{ site: S.stub, when, what }] });
  const [problem] = finish(problems(smallTrace(spec, nullCall(), [{}], { missed: [0] })));
  expect(problem).toMatchObject({ severity: 'warning', code: 'ipc/faultMissed' });
  expect(problem?.message).toContain(why);
});

describe('problems at the end of a run', () => {
  it('a deadlock stands at the call of the first thread that waits', () => {
    const waiting = [{ thread: 0, site: waitSite('lock'), holder: 0 }];
    const rows = [
      { site: S.stub, takes: us(5) },
      { site: waitSite('lock'), takes: 0, bytes: -1 },
    ];
    const end = { reason: 'deadlock', waiting, message: 'Deadlock at 5.00 µs: T waits for lock global.' } as const;
    const [problem] = found(rows, end, [{ outcome: -1 }] as [object]);
    expect(problem).toMatchObject({
      severity: 'error',
      code: 'ipc/deadlock',
      message: end.message,
      source: { line: 30 },
    });
  });

  it.each([
    ['rowLimit', ' The limit is the setting ipc.run.maxRows in VS Code, and --max-rows on the command line.'],
    ['timeLimit', ' The limit is the setting ipc.run.maxTime in VS Code.'],
    ['stuck', ''],
  ] as const)('%s keeps what there is and says so', (reason, limit) => {
    expect(found(nullCall(), { reason, message: 'Stopped; lower the repeat count.' })).toEqual([
      {
        severity: 'error',
        code: `ipc/${reason}`,
        message: `Stopped; lower the repeat count.${limit}`,
        variant: '',
        source: { ...smallSpec().threads[0]?.source },
      },
    ]);
  });

  it('a cancelled run is no error', () =>
    expect(found(nullCall(), { reason: 'cancelled' })[0]).toMatchObject({
      severity: 'information',
      code: 'ipc/cancelled',
    }));
});

describe('problems of calls', () => {
  it('waits for a pool are counted for the pool that the next step takes from', () => {
    const wait = (call: number, takes: number): readonly SmallRow[] => [
      { site: waitSite('pool'), takes: us(takes), call, bytes: -1 },
      { site: waitSite('ready'), takes: us(1), call, bytes: -1 },
      { site: S.take, call },
    ];
    const [problem] = found([...nullCall(0), ...wait(1, 5), ...wait(2, 7)], {}, [{}, {}, {}]);
    expect(problem).toMatchObject({ severity: 'warning', code: 'ipc/exhausted', source: { line: 30 } });
    expect(problem?.message).toContain(
      'test.Null: 2 calls waited because every element of astack of test.Null was in use, 12.0 µs in all.',
    );
  });

  it('a wait for a pool that never ends counts as well', () => {
    const [problem] = found([{ site: waitSite('pool'), takes: us(5), bytes: -1 }], {}, [{ outcome: -1 }] as [object]);
    expect(problem?.message).toContain('1 call waited because every element of a pool was in use');
  });

  it('a call that the scenario has, but the run never made', () => {
    const all = finish(problems(smallTrace(smallSpec(), [], [])));
    expect(all.map(({ severity, code, source }) => [severity, code, source?.line])).toEqual([
      ['warning', 'ipc/neverCalled', 30],
    ]);
    expect(all[0]?.message).toBe('test.Null is never called in this run: thread T does not come to it.');
  });
});
