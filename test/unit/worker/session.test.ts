import { describe, expect, it } from 'vitest';
import type { FromWorker, ToWorker } from '../../../src/protocol/worker.ts';
import type { ScenarioRun } from '../../../src/sim/scenario.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import { Session } from '../../../src/worker/session.ts';
import { CLIENT, S, smallSpec } from '../analysis/small-spec.ts';

type Query = Extract<ToWorker, { kind: 'query' }>;

/** Calls, `count` times. */
function spec(count: number, variant = ''): RunSpec {
  const call = { do: 'call', path: 0, site: S.nestedCall, argumentBytes: 200, resultBytes: 200, values: [] } as const;
  const body = [{ do: 'repeat', count, body: [call] }] as const;
  const limits = { rows: 50_000_000, time: Number.MAX_SAFE_INTEGER };
  return smallSpec({ variant, limits, threads: [{ name: 'T', domain: CLIENT, priority: 0, body, source: null }] });
}

function scenario(...variants: readonly RunSpec[]): ScenarioRun {
  return {
    file: 'file:///small.ipc',
    scenario: 'Small',
    title: null,
    notes: [],
    variants,
    expectations: [],
    published: [],
  };
}

/** A session whose messages are kept; `onPause` is what comes in between two slices. */
function open(onPause: (session: Session) => void = () => undefined) {
  const messages: FromWorker[] = [];
  const session: Session = new Session({
    post: (message) => messages.push(message),
    pause: () => Promise.resolve(onPause(session)),
  });
  return { session, messages, kinds: () => messages.map(({ kind }) => kind) };
}

const overviewOf = (run: number, id: number): Query => ({ kind: 'query', run, id, query: 'overview', params: {} });

describe('a run', () => {
  it('ends with done, and then answers', async () => {
    const { session, messages } = open();
    await session.handle({ kind: 'run', run: 1, scenario: scenario(spec(3, 'a'), spec(2, 'b')) });
    await session.handle(overviewOf(1, 7));
    expect(messages[0]).toEqual({ kind: 'done', run: 1 });
    expect(messages[1]).toMatchObject({ kind: 'reply', id: 7, result: { variants: [{ name: 'a' }, { name: 'b' }] } });
    expect(messages).toHaveLength(2);
  });

  it('tells how far it is between slices', async () => {
    const { session, messages, kinds } = open();
    await session.handle({ kind: 'run', run: 1, scenario: scenario(spec(60_000, 'a')) });
    expect(kinds().filter((kind) => kind === 'progress').length).toBeGreaterThan(1);
    const rows = messages.flatMap((message) => (message.kind === 'progress' ? [message.rows] : []));
    expect([...rows].sort((a, b) => a - b)).toEqual(rows);
    expect(messages[0]).toMatchObject({ run: 1, variant: 'a' });
  });

  it('that cannot be made fails once', async () => {
    const { session, messages } = open();
    const broken = { ...spec(1), machines: [] };
    await session.handle({ kind: 'run', run: 1, scenario: scenario(broken) });
    await session.handle(overviewOf(1, 1));
    expect(messages.map(({ kind }) => kind)).toEqual(['failed', 'failure']);
  });

  it('does not take the number of another', async () => {
    const { session, messages } = open();
    await session.handle({ kind: 'run', run: 1, scenario: scenario(spec(1)) });
    await session.handle({ kind: 'run', run: 1, scenario: scenario(spec(1)) });
    expect(messages).toEqual([
      { kind: 'done', run: 1 },
      { kind: 'failed', run: 1, message: 'There is a run 1 already.' },
    ]);
  });
});

describe('while a run goes on', () => {
  it('a cancel ends it: it keeps what it has and does not begin the other variants', async () => {
    let slices = 0;
    const { session, messages } = open((each) => {
      slices += 1;
      if (slices === 2) void each.handle({ kind: 'cancel', run: 1 });
    });
    await session.handle({ kind: 'run', run: 1, scenario: scenario(spec(1_000_000, 'a'), spec(1, 'b')) });
    await session.handle(overviewOf(1, 2));
    expect(messages.map(({ kind }) => kind)).toEqual(['progress', 'done', 'reply']);
    const reply = messages.at(-1);
    expect(reply).toMatchObject({
      result: { variants: [{ name: 'a', end: { reason: 'cancelled' } }], problems: [{ code: 'ipc/cancelled' }] },
    });
  });

  it('questions about it fail, about others are answered', async () => {
    let asked = false;
    const { session, messages } = open((each) => {
      if (asked) return;
      asked = true;
      void each.handle(overviewOf(2, 20));
      void each.handle(overviewOf(1, 10));
    });
    await session.handle({ kind: 'run', run: 1, scenario: scenario() });
    await session.handle({ kind: 'run', run: 2, scenario: scenario(spec(1)) });
    expect(messages).toMatchObject([
      { kind: 'done', run: 1 },
      { kind: 'failure', id: 20, message: 'Run 2 has not ended yet.' },
      { kind: 'reply', id: 10 },
      { kind: 'done', run: 2 },
    ]);
  });

  it('a forgotten run says nothing more', async () => {
    const { session, messages } = open((each) => void each.handle({ kind: 'forget', run: 1 }));
    await session.handle({ kind: 'run', run: 1, scenario: scenario(spec(1_000_000)) });
    await session.handle(overviewOf(1, 1));
    expect(messages).toEqual([{ kind: 'failure', id: 1, message: 'Run 1 is not in memory.' }]);
  });
});

describe('while an ended run is surveyed', () => {
  const long = scenario(spec(20_000));

  async function pausesOf(onPause: (pause: number, session: Session) => void) {
    let pauses = 0;
    const { session, messages } = open((each) => {
      pauses += 1;
      onPause(pauses, each);
    });
    await session.handle({ kind: 'run', run: 1, scenario: long });
    return { pauses, kinds: messages.map(({ kind }) => kind).filter((kind) => kind !== 'progress') };
  }

  it('other messages are let in between slices', async () => {
    const { pauses } = await pausesOf(() => undefined);
    const answered = await pausesOf((pause, session) => {
      if (pause === pauses) void session.handle(overviewOf(1, 5));
    });
    expect(pauses).toBeGreaterThan(10);
    expect(answered.kinds).toEqual(['failure', 'done']);
  });

  it('the run can be forgotten', async () => {
    const { pauses } = await pausesOf(() => undefined);
    const forgotten = await pausesOf((pause, session) => {
      if (pause === pauses - 5) void session.handle({ kind: 'forget', run: 1 });
    });
    expect(forgotten).toEqual({ pauses: pauses - 5, kinds: [] });
  });
});

describe('questions', () => {
  const heat = {
    columns: 'calls',
    variant: 0,
    procedure: 'test.Null',
    grouping: 'site',
    from: 0,
    columnsWanted: 5,
  } as const;
  const ask = (query: string, params: object) => ({ kind: 'query', run: 1, id: 5, query, params }) as Query;

  async function answerTo(question: Query): Promise<FromWorker | undefined> {
    const { session, messages } = open();
    await session.handle({ kind: 'run', run: 1, scenario: scenario(spec(3)) });
    await session.handle(question);
    expect(messages).toHaveLength(2);
    return messages[1];
  }

  it.each([
    [ask('sequence', { variant: 0, call: 0 }), { title: 'test.Null over lrpc' }],
    [ask('calls', { variant: 0, path: 0, from: 0, count: 2, failedOnly: false }), { total: 3 }],
    [ask('heatmap', heat), { calls: 3 }],
    [ask('map', { variant: 0, call: 0 }), { title: 'test.Null over lrpc' }],
    [ask('narrative', { variant: 0, call: 0 }), { title: 'test.Null over lrpc' }],
  ])('%j', async (question, result) => {
    expect(await answerTo(question)).toMatchObject({ kind: 'reply', id: 5, result });
  });

  it.each([
    [ask('sequence', { variant: 9, call: 0 }), 'no variant 9'],
    [ask('sequence', { variant: 0, call: 99 }), 'no call 99'],
    [ask('sequence', { variant: 0, call: -1 }), '“call”'],
    [ask('calls', { variant: 0, path: 0, from: 0.5, count: 2, failedOnly: false }), '“from”'],
    [ask('heatmap', { ...heat, procedure: 'a.B' }), 'a.B'],
    [ask('heatmap', { ...heat, columnsWanted: Number.NaN }), '“columnsWanted”'],
    [ask('heatmap', { ...heat, count: -1 }), '“count”'],
    [ask('heatmap', { ...heat, grouping: 'x' }), 'grouping'],
    [ask('map', { variant: 0, call: 5.5 }), '“call”'],
    [ask('narrative', { variant: '0', call: {} }), '“call”'],
    [ask('everything', {}), 'everything'],
  ])('fails: %j', async (question, part) => {
    const reply = await answerTo(question);
    expect(reply).toMatchObject({ kind: 'failure', id: 5 });
    expect(reply?.kind === 'failure' ? reply.message : '').toContain(part);
  });
});

const sweep: NonNullable<ScenarioRun['sweep']> = {
  parameter: 'count',
  unit: 'count',
  values: [3, 5],
  columns: ['a', 'b'],
  changes: [[{ at: ['variants', 0, 'threads', 0, 'body', 0, 'count'], value: 5 }]],
  source: null,
};
const swept: ScenarioRun = { ...scenario(spec(3, 'a'), spec(2, 'b')), sweep };
const calls = (message: FromWorker | undefined): unknown =>
  message?.kind === 'reply'
    ? (message.result as { variants: { calls: { count: number }[] }[] }).variants.map((each) => each.calls[0]?.count)
    : message;

describe('a sweep', () => {
  it('is folded to the figures of all values', async () => {
    const { session, messages } = open();
    await session.handle({ kind: 'run', run: 1, scenario: swept });
    await session.handle({ kind: 'query', run: 1, id: 3, query: 'sweep', params: {} });
    const figures = [3, 5].map((count) => [{ calls: [{ count }] }, { calls: [{ count: 2 }] }]);
    expect(messages.at(-1)).toMatchObject({ kind: 'reply', id: 3, result: { values: [3, 5], cells: figures } });
  });

  it('keeps the traces of one value, and makes those of another again', async () => {
    const { session, messages } = open();
    await session.handle({ kind: 'run', run: 1, scenario: swept });
    await session.handle(overviewOf(1, 1));
    expect(calls(messages.at(-1))).toEqual([3, 2]);
    expect(messages.at(-1)).toMatchObject({ result: { sweep: { parameter: 'count', values: [3, 5], value: 0 } } });
    await session.handle({ ...overviewOf(1, 2), query: 'overview', params: { value: 1 } });
    expect(calls(messages.at(-1))).toEqual([5, 2]);
    await session.handle({ kind: 'query', run: 1, id: 4, query: 'sequence', params: { variant: 0, call: 4 } });
    expect(messages.at(-1)).toMatchObject({ kind: 'reply', id: 4 });
    await session.handle({ ...overviewOf(1, 5), query: 'overview', params: { value: 0 } });
    expect(calls(messages.at(-1))).toEqual([3, 2]);
  });

  it('answers wishes for several values in their order', async () => {
    const { session, messages } = open();
    await session.handle({ kind: 'run', run: 1, scenario: swept });
    const wish = (value: number, id: number) =>
      session.handle({ ...overviewOf(1, id), query: 'overview', params: { value } });
    await Promise.all([wish(1, 1), wish(7, 2), wish(0, 3)]);
    expect(
      messages.slice(1).map((message) => [message.kind, calls(message) === message ? null : calls(message)]),
    ).toEqual([
      ['reply', [5, 2]],
      ['failure', null],
      ['reply', [3, 2]],
    ]);
  });

  it('a value that is given up is not run to its end, and what was looked at stays', async () => {
    let pauses = 0;
    let given = 0;
    const { session, messages } = open((each) => {
      pauses += 1;
      if (given > 0 && pauses === given + 1) void each.handle({ kind: 'giveUp', run: 1, id: 2 });
    });
    await session.handle({ kind: 'run', run: 1, scenario: swept });
    given = pauses;
    await session.handle({ ...overviewOf(1, 2), query: 'overview', params: { value: 1 } });
    expect(messages.at(-1)).toEqual({ kind: 'failure', id: 2, message: 'The runs of this value were cancelled.' });
    await session.handle(overviewOf(1, 3));
    expect(calls(messages.at(-1))).toEqual([3, 2]);
    given = 0;
    await session.handle({ ...overviewOf(1, 4), query: 'overview', params: { value: 1 } });
    expect(calls(messages.at(-1))).toEqual([5, 2]);
  });

  it('that is cancelled keeps the values that have ended', async () => {
    let all = 0;
    await open(() => (all += 1)).session.handle({ kind: 'run', run: 1, scenario: swept });
    let pauses = 0;
    const { session, messages } = open((each) => {
      pauses += 1;
      // Both values take equally many slices: this is the first of the second.
      if (pauses === all / 2 + 1) void each.handle({ kind: 'cancel', run: 1 });
    });
    await session.handle({ kind: 'run', run: 1, scenario: swept });
    await session.handle({ kind: 'query', run: 1, id: 3, query: 'sweep', params: {} });
    expect(messages.at(-1)).toMatchObject({ kind: 'reply', result: { values: [3] } });
  });

  it('there is none in other scenarios', async () => {
    const { session, messages } = open();
    await session.handle({ kind: 'run', run: 1, scenario: scenario(spec(1)) });
    await session.handle({ kind: 'query', run: 1, id: 3, query: 'sweep', params: {} });
    expect(messages.at(-1)).toEqual({ kind: 'failure', id: 3, message: 'This scenario has no sweep.' });
  });
});
