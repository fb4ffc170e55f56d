/** Random scenario files that mix mechanisms, machines and faults, on the whole way from text to trace. */
import { stdout } from 'node:process';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { RUNS, SEED } from '../support/random.ts';
import { runSpec } from '../support/runs.ts';
import { Census, happenings } from '../support/worlds/census.ts';
import { faultsOf } from '../support/worlds/check.ts';
import { worlds as plans } from '../support/worlds/plan.ts';
import { Worlds } from '../support/worlds/run.ts';

/** A world that the validators refuse need not run; most must. */
const MOST_REFUSED = 0.2;
/** So many worlds are tried to learn something: their census is told. */
const WORTH_TELLING = 1000;
const MINUTES_FOR_EACH_THOUSAND = 6;

/** What some hundred worlds must show: the properties were tried on it. */
const OFTEN = [
  'finished',
  'deadlock',
  'uncaught outcome',
  'orphan',
  'ends with callFailed',
  'ends with callAborted',
  'fault terminate',
  'fault capture',
  'fault abort',
  'fault drop',
  'packet lost',
  'packet again',
  'processor lent',
  'several machines',
  'waits: pool',
  'waits: lock',
  'waits: worker',
  'waits: processor',
  'waits: captured',
  'waits: join',
  'waits: await',
];
/** What thousands must show. */
const SELDOM = [
  'ends with tooLarge',
  'ends with exhausted',
  'ends with timedOut',
  'ends with quotaExhausted',
  'fault refuse',
  'fault forgeBinding',
  'fault duplicate',
  'fault corrupt',
  'fault cut',
  'processors exchanged',
  'waits: queue',
];
const EXPECTED = RUNS >= WORTH_TELLING ? [...OFTEN, ...SELDOM] : OFTEN;

let worlds: Worlds;
beforeAll(async () => {
  worlds = await Worlds.load();
});

describe(`${RUNS} random worlds, seed ${SEED}`, {
  timeout: (1 + RUNS / 1000) * MINUTES_FOR_EACH_THOUSAND * 60_000,
}, () => {
  const census = new Census();

  test('nothing is unattributed, nothing is stuck, deadlocks are detected and explained', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { text, errors, run, spec } = await worlds.compile(plan);
        if (errors.length > 0) return census.note(['refused']);
        if (run === null || spec === null) throw new Error(`no error, and no run of\n${text}`);
        const trace = runSpec(spec);
        const wrong = faultsOf(run, trace, 1 + (plan.seed % 40));
        if (wrong.length > 0) throw new Error(`${wrong.slice(0, 8).join('\n')}\n${text}`);
        census.note(happenings(trace));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    if (RUNS >= WORTH_TELLING) stdout.write(`${census.toString()}\n`);
    expect(census.of('refused')).toBeLessThan(MOST_REFUSED * RUNS);
  });

  test.each(EXPECTED)('%s occurs', (what) => {
    expect(census.of(what)).toBeGreaterThan(0);
  });

  test('the mechanisms of the library carry calls', () => {
    const { mechanisms } = worlds;
    const unseen = mechanisms.filter((name) => census.of(`via ${name}`) === 0);
    expect(unseen.length).toBeLessThanOrEqual(RUNS >= WORTH_TELLING ? 0 : mechanisms.length / 4);
  });
});
