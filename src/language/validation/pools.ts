import { MOST_ELEMENTS } from '../../base/limits.ts';
import type { Binding, Mechanism, Pool, Procedure, Scenario } from '../generated/ast.ts';
import { type Carriage, type Facts, namesIn } from './facts.ts';
import { poolShort } from './messages.ts';
import type { StudyOf } from './studies.ts';
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
function poolCounts(carriage: Carriage, facts: Facts | undefined): PoolCount[] {
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

/** Pools that would take more memory than there is. */
export function hugePools(carriage: Carriage, kinds: readonly Facts[]): PoolCount[] {
  return poolCounts(carriage, kinds[0]).filter(({ count }) => count > MOST_ELEMENTS);
}

const THEN: Readonly<Record<PoolCount['empty'], string>> = {
  wait: 'the others wait until one is given back',
  grow: 'the pool grows by what is missing',
  fail: 'the others end with the outcome exhausted',
};

/** How many threads can be in calls at once. */
interface Load {
  readonly bindings: ReadonlyMap<Binding, number>;
  readonly procedures: ReadonlyMap<Binding, ReadonlyMap<Procedure, number>>;
  readonly mechanisms: ReadonlyMap<Mechanism | undefined, number>;
}

function loadOf(units: readonly Unit[]): Load {
  const bindings = new Map<Binding, number>();
  const procedures = new Map<Binding, Map<Procedure, number>>();
  const mechanisms = new Map<Mechanism | undefined, number>();
  for (const { uses, count } of units) {
    for (const binding of new Set(uses.map((use) => use.binding))) add(bindings, binding, count);
    for (const mechanism of new Set(uses.map((use) => use.binding.mechanism?.ref))) add(mechanisms, mechanism, count);
    for (const { binding, procedure } of uses) {
      const counts = procedures.get(binding) ?? new Map<Procedure, number>();
      procedures.set(binding, counts);
      add(counts, procedure, count);
    }
  }
  return { bindings, procedures, mechanisms };
}

function add<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** More threads in one call than its pool has elements. Each binding is reported once, with its first busy scenario. */
export function checkBusyPools(
  subject: Subject,
  scenarios: readonly (readonly [Scenario, readonly Unit[]])[],
  studyOf: StudyOf,
): void {
  const reported = new Set<Binding>();
  for (const [scenario, units] of scenarios) {
    const load = loadOf(units);
    for (const [binding, threads] of load.bindings) {
      if (reported.has(binding) || subject.report.isFull()) continue;
      const studied = threads > 1 ? studyOf(binding, binding.mechanism?.ref, binding.settings) : undefined;
      const counts = studied ? poolCounts(studied.carriage, studied.kinds[0]) : [];
      const short = counts.find(({ pool, count }) => count > 0 && callers(binding, pool, load) > count);
      if (!short) continue;
      reported.add(binding);
      reportShort(subject, scenario, binding, short, callers(binding, short.pool, load));
    }
  }
}

function reportShort({ report }: Subject, scenario: Scenario, binding: Binding, short: PoolCount, most: number): void {
  const { pool, count, empty, option } = short;
  const related = [
    { where: { node: pool }, text: `Pool ${pool.name} is declared here.` },
    { where: { node: scenario, property: 'name' }, text: `${most} threads call in scenario ${scenario.name}.` },
  ];
  const facts = { count: most, ...(option === undefined ? {} : { option }) };
  report(poolShort(pool.name, count, most, empty, THEN[empty]), placeOf(binding, option), related, facts);
}

function placeOf(binding: Binding, option: string | undefined) {
  const setting = binding.settings.find((candidate) => candidate.option?.$refText === option);
  return setting ? { node: setting } : { node: binding, property: 'mechanism' };
}

/** How many threads can hold an element of the pool at once. */
function callers(binding: Binding, pool: Pool, load: Load): number {
  const per = pool.properties.find((property) => property.$type === 'PerOf')?.per ?? 'binding';
  if (per === 'call' || per === 'thread') return 0;
  if (per === 'machine') return load.mechanisms.get(binding.mechanism?.ref) ?? 0;
  if (per === 'procedure') return largest(load.procedures.get(binding)?.values() ?? []);
  return load.bindings.get(binding) ?? 0;
}

function largest(counts: Iterable<number>): number {
  let most = 0;
  for (const count of counts) most = Math.max(most, count);
  return most;
}
