import { MOST_ELEMENTS } from '../../base/limits.ts';
import type { Binding, Mechanism, Pool, Procedure, Scenario } from '../generated/ast.ts';
import { similarSizes } from '../model/sharing.ts';
import { type Carriage, decide, type Facts, factsOfAll, namesIn } from './facts.ts';
import { poolShort } from './messages/bindings.ts';
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
  /** Names of the procedures that share it, group by group; each brings `count` elements. Undefined: nothing is shared. */
  readonly sharers: readonly (readonly string[])[] | undefined;
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
        sharers: sharersOf(carriage, pool, facts),
      },
    ];
  });
}

/** Procedures whose elements of the pool are of similar size. */
function sharersOf(carriage: Carriage, pool: Pool, facts: Facts): PoolCount['sharers'] {
  const property = pool.properties.find((candidate) => candidate.$type === 'SharedOf');
  const size = pool.properties.find((candidate) => candidate.$type === 'SizeOf')?.value;
  const within = property && valueOf(property.value, namesIn(facts, new Map()))?.value;
  if (property === undefined || within === undefined || size === undefined) return undefined;
  if (property.condition !== undefined && decide(property.condition, facts, new Map()) !== true) return undefined;
  const sized = factsOfAll(carriage).map((each) => ({
    name: each.procedure,
    size: valueOf(size, namesIn(each, new Map()))?.value ?? 0,
  }));
  const largest = new Map(sized.map((each) => [each.name, each]));
  return similarSizes([...largest.values()], within).map((group) => group.map(({ name }) => name));
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
      const short = counts.flatMap((each) => shortOf(binding, each, load))[0];
      if (!short) continue;
      reported.add(binding);
      reportShort(subject, scenario, binding, short);
    }
  }
}

interface Short extends PoolCount {
  /** Threads that can want an element at once, and the count that would be enough for them. */
  readonly most: number;
  readonly enough: number;
}

/** What a pool lacks, if it lacks some. `count`: all that it has; of a shared pool each procedure brings its number. */
function shortOf(binding: Binding, pool: PoolCount, load: Load): Short[] {
  if (pool.sharers === undefined) {
    const most = callers(binding, pool.pool, load);
    return pool.count > 0 && most > pool.count ? [{ ...pool, most, enough: most }] : [];
  }
  const threads = [...(load.procedures.get(binding) ?? [])];
  return pool.sharers.flatMap((names) => {
    const most = threads.reduce((sum, [{ name }, count]) => sum + (names.includes(name) ? count : 0), 0);
    const count = pool.count * names.length;
    return count > 0 && most > count ? [{ ...pool, count, most, enough: Math.ceil(most / names.length) }] : [];
  });
}

function reportShort({ report }: Subject, scenario: Scenario, binding: Binding, short: Short): void {
  const { pool, empty, option, most, enough } = short;
  const related = [
    { where: { node: pool }, text: `Pool ${pool.name} is declared here.` },
    { where: { node: scenario, property: 'name' }, text: `${most} threads call in scenario ${scenario.name}.` },
  ];
  const facts = { count: enough, ...(option === undefined ? {} : { option }) };
  report(poolShort(pool.name, short, THEN[empty]), placeOf(binding, option), related, facts);
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
