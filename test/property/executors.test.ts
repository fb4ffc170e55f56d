import { expect, test } from 'vitest';
import { difference } from '../support/laws/compare.ts';
import { violations } from '../support/laws/laws.ts';
import { plainTrace } from '../support/laws/plain.ts';
import { always, TRIED } from '../support/random.ts';
import { runSpec } from '../support/runs.ts';
import { runTwin } from '../twin/run.ts';

test(`the engine and its slow twin agree row by row and call by call (${TRIED})`, () => {
  always((spec) => {
    expect(difference(runTwin(spec), plainTrace(runSpec(spec)))).toBeNull();
  });
});

test(`every trace obeys the laws (${TRIED})`, () => {
  always((spec) => {
    expect(violations(plainTrace(runSpec(spec)))).toEqual([]);
  });
});

/** More are counted, not named. */
const MOST_NAMED = 8;

test(`a deadlock says of everyone who waits what for, and who holds it (${TRIED})`, () => {
  always((spec) => {
    const { end, threads } = runSpec(spec);
    if (end?.reason !== 'deadlock') return;
    const told = end.message?.split(' waits ') ?? [];
    const holders = end.waiting.slice(0, MOST_NAMED).flatMap(({ holder }) => threads[holder]?.name ?? []);
    expect(told).toHaveLength(1 + Math.min(MOST_NAMED, end.waiting.length));
    for (const name of holders) expect(end.message).toContain(name);
  });
});
