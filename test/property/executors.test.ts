import { expect, test } from 'vitest';
import { difference } from '../support/laws/compare.ts';
import { violations } from '../support/laws/laws.ts';
import { plainTrace } from '../support/laws/plain.ts';
import { always, TRIED } from '../support/random.ts';
import { runSpec } from '../support/runs.ts';
import { runTwin } from '../twin/run.ts';

test(`the engine and its slow twin agree row by row and call by call (${TRIED})`, () => {
  always((spec) => expect(difference(runTwin(spec), plainTrace(runSpec(spec)))).toBeNull());
});

test(`every trace obeys the laws (${TRIED})`, () => {
  always((spec) => expect(violations(plainTrace(runSpec(spec)))).toEqual([]));
});

test(`a deadlock names everyone who waits (${TRIED})`, () => {
  always((spec) => {
    const { end, threads } = runSpec(spec);
    const names = end?.reason === 'deadlock' ? end.waiting.map(({ thread }) => threads[thread]?.name ?? 'nobody') : [];
    for (const name of names) expect(end?.message).toContain(name);
  });
});
