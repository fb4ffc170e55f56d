import type { SystemSites, WaitCause } from '../../sim/spec/machine.ts';
import type { PricedSite } from '../../sim/spec/price.ts';
import type { Site, StepKind } from '../../sim/spec/site.ts';
import type { Machine } from '../generated/ast.ts';
import { ModelProblem } from '../model/terms.ts';
import type { Compilation } from './compilation.ts';
import { contended } from './contention.ts';
import { type CompiledPrice } from './costs.ts';
import { systemSite } from './tables.ts';

const WAITS: Readonly<Record<WaitCause, string>> = {
  ready: 'wait for a processor',
  pool: 'wait for a free element',
  lock: 'wait for the lock',
  queue: 'wait for room in the queue',
  worker: 'wait for a server thread',
  processor: 'message waits for a processor of the domain',
  time: 'wait for the time',
  join: 'wait for the forked thread',
  condition: 'wait for the signal',
  captured: 'the procedure does not come back',
};

type Priced = (verb: string, text: string, kind: StepKind, isOff?: boolean) => PricedSite;

/** An idle processor loads another domain: a switch of nobody's call. */
function steerSites(priced: Priced, hasNoRefill: boolean): NonNullable<SystemSites['steer']> {
  const load = priced('switch', 'steer to the domain with most misses', 'switch', true);
  return hasNoRefill ? { load } : { load, refill: priced('refill', 'refill after steering', 'refill', true) };
}

/** Sites and prices of what a machine does by itself. */
export function systemSites(compilation: Compilation, machine: Machine): SystemSites {
  const profile = machine.profile.ref;
  if (profile === undefined) throw new ModelProblem(machine, `profile "${machine.profile.$refText}" is not known`);
  const processors = compilation.world.processors(machine);
  const priced: Priced = (verb, text, kind, isOff = false) => {
    const plain = compilation.readings.price(profile, { scopes: [], role: 'kernel', verb, object: null });
    const price = contended(plain, profile, [], processors);
    return { site: site(compilation, machine, text, kind, price, isOff), price: price.price };
  };
  const free: CompiledPrice = { price: 0, unsplit: false, note: null };
  const wait = (cause: WaitCause) => site(compilation, machine, WAITS[cause], 'wait', free);
  const text = (words: string) => site(compilation, machine, words, 'wait', free);
  const joined = compilation.world
    .links()
    .some(({ machines }) => machines.includes(compilation.world.machine(machine)));
  const network = joined ? { network: { link: text('wait for the link'), packet: text('wait for a packet') } } : {};
  const refill = priced('refill', 'refill the translation buffer', 'refill');
  const isSteered = compilation.steered.has(compilation.world.machine(machine));
  return {
    ...(refill.price === 0 ? {} : { refill }),
    ...(isSteered ? { steer: steerSites(priced, refill.price === 0) } : {}),
    dispatch: priced('swap', 'dispatch a preempted thread', 'swap'),
    restore: priced('switch', 'load its address space again', 'switch'),
    idle: site(compilation, machine, 'idle', 'idle', free),
    waits: {
      ready: wait('ready'),
      pool: wait('pool'),
      lock: wait('lock'),
      queue: wait('queue'),
      worker: wait('worker'),
      processor: wait('processor'),
      time: wait('time'),
      join: wait('join'),
      condition: wait('condition'),
      captured: wait('captured'),
    },
    ...network,
    ...(compilation.faults.reach ? { discard: discard(compilation, machine) } : {}),
  };
}

function discard({ sites }: Compilation, machine: Machine): number {
  const text = 'discard what is left of the call';
  return sites.id(`discard ${machine.name}`, () =>
    systemSite({ kind: 'outcome', verb: 'discard', text, role: 'kernel', off: true }),
  );
}

function site(
  compilation: Compilation,
  machine: Machine,
  text: string,
  kind: StepKind,
  price: CompiledPrice,
  isOff = false,
): number {
  const made: Site = {
    kind,
    off: isOff || kind === 'idle',
    verb: kind,
    label: null,
    text,
    role: 'system',
    mechanism: null,
    section: 'system',
    part: null,
    from: null,
    to: null,
    overhead: kind === 'switch' || kind === 'refill' ? 'contextSwitch' : kind === 'idle' ? 'none' : 'scheduling',
    urpc:
      kind === 'switch' || kind === 'refill' ? 'processorReallocation' : kind === 'idle' ? 'none' : 'threadManagement',
    doc: null,
    source: null,
    cost: price.note,
    avoidedBy: [],
  };
  return compilation.sites.id(`system ${machine.name} ${text}`, () => made);
}
