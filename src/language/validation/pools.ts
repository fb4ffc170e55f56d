import type { Binding, Pool, Scenario } from '../generated/ast.ts';
import type { StudyOf } from './carriages.ts';
import { type Carriage, type Facts, namesIn } from './facts.ts';
import { poolShort } from './messages.ts';
import type { Subject } from './subject.ts';
import { valueOf } from './values.ts';
import type { Unit } from './workload.ts';

/** A pool with the number of its elements, and the option that sets it if the number is one option alone. */
export interface PoolCount {
  readonly pool: Pool;
  readonly count: number;
  readonly option: string | undefined;
  readonly empty: 'wait' | 'grow' | 'fail';
}

/** The pools of a carriage whose size is declared. */
export function poolCounts(carriage: Carriage, facts: Facts | undefined): PoolCount[] {
  if (!facts) return [];
  return [...carriage.mechanism.stores.values()].flatMap((pool): PoolCount[] => {
    const property =
      pool.$type === 'Pool' ? pool.properties.find((candidate) => candidate.$type === 'CountOf') : undefined;
    const count = property && valueOf(property.value, namesIn(facts, new Map()))?.value;
    if (pool.$type !== 'Pool' || count === undefined) return [];
    const name = property?.value.$cstNode?.text.trim() ?? '';
    return [
      {
        pool,
        count,
        option: carriage.mechanism.options.has(name) ? name : undefined,
        empty: whenEmpty(carriage, pool),
      },
    ];
  });
}

function whenEmpty(carriage: Carriage, pool: Pool): PoolCount['empty'] {
  const name = pool.properties.find((property) => property.$type === 'EmptyOf')?.how?.$refText ?? 'wait';
  const option = carriage.options.get(name);
  const how = option?.kind === 'choice' ? option.name : name;
  return how === 'grow' || how === 'fail' ? how : 'wait';
}

/** Pools out of which no call can ever take anything. */
export function emptyPools(carriage: Carriage, kinds: readonly Facts[]): PoolCount[] {
  return poolCounts(carriage, kinds[0]).filter(({ count, empty }) => count <= 0 && empty !== 'grow');
}

const THEN: Readonly<Record<PoolCount['empty'], string>> = {
  wait: 'the others wait until one is given back',
  grow: 'the pool grows by what is missing',
  fail: 'the others end with the outcome exhausted',
};

/** More threads in one call than its pool has elements. Each pool is reported once for a binding, with the busiest scenario. */
export function checkBusyPools(
  subject: Subject,
  scenarios: readonly (readonly [Scenario, readonly Unit[]])[],
  studyOf: StudyOf,
): void {
  const reported = new Set<Binding>();
  for (const [scenario, units] of scenarios) {
    for (const binding of new Set(units.flatMap((unit) => unit.uses.map((use) => use.binding)))) {
      if (reported.has(binding) || subject.report.isFull()) continue;
      const studied = studyOf(binding, binding.mechanism?.ref, binding.settings);
      const short =
        studied &&
        poolCounts(studied.carriage, studied.kinds[0]).find(
          ({ pool, count }) => count > 0 && callers(binding, pool, units) > count,
        );
      if (!short || !studied) continue;
      reported.add(binding);
      const most = callers(binding, short.pool, units);
      subject.report(
        poolShort(short.pool.name, short.count, most, short.empty, THEN[short.empty]),
        placeOf(binding, short.option),
        [
          { where: { node: short.pool }, text: `Pool ${short.pool.name} is declared here.` },
          { where: { node: scenario, property: 'name' }, text: `${most} threads call in scenario ${scenario.name}.` },
        ],
        { count: most, ...(short.option ? { option: short.option } : {}) },
      );
    }
  }
}

function placeOf(binding: Binding, option: string | undefined) {
  const setting = binding.settings.find((candidate) => candidate.option?.$refText === option);
  return setting ? { node: setting } : { node: binding, property: 'mechanism' };
}

/** How many threads can hold an element of the pool at once. */
function callers(binding: Binding, pool: Pool, units: readonly Unit[]): number {
  const per = pool.properties.find((property) => property.$type === 'PerOf')?.per ?? 'binding';
  if (per === 'call' || per === 'thread') return 0;
  if (per === 'machine')
    return sum(units.filter((unit) => unit.uses.some((use) => use.binding.mechanism?.ref === binding.mechanism?.ref)));
  if (per !== 'procedure') return sum(units.filter((unit) => unit.uses.some((use) => use.binding === binding)));
  const procedures = new Set(
    units.flatMap((unit) => unit.uses.flatMap((use) => (use.binding === binding ? [use.procedure] : []))),
  );
  return Math.max(
    0,
    ...[...procedures].map((procedure) =>
      sum(units.filter((unit) => unit.uses.some((use) => use.binding === binding && use.procedure === procedure))),
    ),
  );
}

function sum(units: readonly Unit[]): number {
  return units.reduce((total, unit) => total + unit.count, 0);
}
