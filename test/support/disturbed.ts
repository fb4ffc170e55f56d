/** Random programs with faults: what goes wrong follows from the seed of the program. */
import { at } from '../../src/base/assert.ts';
import { Random } from '../../src/base/random.ts';
import type { FaultEffect, FaultSpec, FaultTrigger } from '../../src/sim/spec/faults.ts';
import type { PathNode, PathSpec } from '../../src/sim/spec/path.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import type { Site } from '../../src/sim/spec/site.ts';

const ENDINGS = ['callFailed', 'callAborted', 'bindFailed', 'revoked', 'refused', 'timedOut'] as const;
const MOST_FAULTS = 4;

/** The program with handlers, checks, time limits and faults; `span`: how long it takes without them. */
export function disturbed(spec: RunSpec, span: number): RunSpec {
  const random = new Random(spec.seed + 1);
  const sites: Site[] = [...spec.sites];
  const site = (kind: Site['kind'], text: string, off: boolean): number =>
    sites.push({ ...at(spec.sites, 0), kind, text, verb: text, off, role: 'kernel' }) - 1;
  const outcome = (name: (typeof ENDINGS)[number]): number => spec.outcomes.length + ENDINGS.indexOf(name);
  const outcomes = [
    ...spec.outcomes,
    ...ENDINGS.map((name) => ({ name, ran: 'maybe' as const, site: site('outcome', name, false) })),
  ];
  const pick = (count: number): number => Math.min(count - 1, Math.floor(random.next() * count));
  const machines = spec.machines.map((machine) => ({
    ...machine,
    system: { ...machine.system, discard: site('outcome', 'discard', true) },
  }));
  const paths = spec.paths.map((path): PathSpec => {
    const binding = at(spec.bindings, path.binding);
    const timer = { time: Math.round(span * random.next()), outcome: outcome('timedOut') };
    const isTimed = random.next() < 0.3;
    let checks = 0;
    const steps = path.steps.map((node): PathNode => {
      if (node.node !== 'step' || node.verb !== 'plain') return node;
      checks += 1;
      const isLimited = isTimed && checks === 2 && node.domain !== binding.server;
      return {
        ...node,
        outcomes: [outcome('refused')],
        ...(checks % 2 === 0 ? { revoked: outcome('revoked') } : {}),
        ...(isLimited ? { timer } : {}),
      };
    });
    const { kernel } = at(spec.machines, at(spec.domains, binding.client).machine);
    const work = (text: string): PathNode => ({
      node: 'step',
      verb: 'plain',
      site: site('work', text, false),
      price: 3,
      domain: kernel,
    });
    const fail = (name: (typeof ENDINGS)[number], domain: number): PathNode => ({
      node: 'fail',
      site: site('outcome', `raise ${name}`, false),
      domain,
      outcome: outcome(name),
    });
    const last = random.next() < 0.2 ? { node: 'stay' as const, domain: kernel } : fail('callFailed', binding.client);
    const handlers: NonNullable<PathSpec['handlers']> = {
      serverTerminated: [work('collect'), last],
      clientTerminated: [work('drop linkage')],
      threadCaptured: [work('make thread'), fail('callAborted', kernel)],
    };
    return { ...path, steps, handlers: random.next() < 0.7 ? handlers : {} };
  });
  const when = (): FaultTrigger => ({ at: 'time', time: Math.round(span * random.next()) });
  const call = (): FaultTrigger => ({ at: 'call', binding: pick(spec.bindings.length), number: 1 + pick(3) });
  const users = spec.domains.flatMap(({ kind }, index) => (kind === 'user' ? [index] : []));
  const make = (): readonly [FaultTrigger, FaultEffect] => {
    const thread = pick(spec.threads.length);
    switch (pick(6)) {
      case 0:
        return [when(), { does: 'terminate', domain: at(users, pick(users.length)) }];
      case 1:
        return [call(), { does: 'terminate', domain: at(users, pick(users.length)) }];
      case 2:
        return [call(), { does: 'capture', thread: null }];
      case 3:
        return [when(), { does: 'capture', thread }];
      case 4:
        return [when(), { does: 'abort', thread }];
      default:
        return [call(), { does: 'refuse', outcome: outcome('refused') }];
    }
  };
  const count = spec.threads.length === 0 || spec.bindings.length === 0 ? 0 : 1 + pick(MOST_FAULTS);
  const faults = Array.from({ length: count }, (): FaultSpec => {
    const [trigger, what] = make();
    return { site: site('fault', what.does, true), when: trigger, what };
  });
  return { ...spec, machines, outcomes, paths, sites, faults };
}
