/** The lifelines of one call's diagram, and which of them a step belongs to. */
import { at } from '../base/assert.ts';
import type { DomainId } from '../sim/spec/ids.ts';
import type { RunSpec } from '../sim/spec/run.ts';
import type { PacketNote } from '../sim/spec/site.ts';
import type { Trace } from '../sim/trace/format.ts';
import type { CallRow } from './call-rows.ts';
import { bindingOfCall, threadName } from './calls.ts';
import type { Lifeline } from './sequence-models.ts';

/** Lifelines with what they stand for, left to right. */
export interface Lanes {
  readonly lifelines: readonly Lifeline[];
  /** The domain of each lifeline; null for a link. */
  readonly domains: readonly (DomainId | null)[];
  /** Index of a domain's lifeline; null if it has none. */
  readonly laneOf: (domain: DomainId | null) => number | null;
  /** Index of a link's lifeline; null if it has none. */
  readonly laneOfLink: (link: number) => number | null;
}

type Role = Lifeline['role'];
/** On the machine of the client: its kernel lies between it and the servers, which may be on other machines. */
const ORDER: readonly Role[] = ['client', 'kernel', 'scheduler', 'server'];

/** What a lifeline stands for. */
type Lane = { readonly domain: DomainId } | { readonly link: number };

/**
 * Machine by machine, that of the client first, with the links that carry its packets before each other one. On a machine the
 * client first, then the kernel and the scheduler, then the servers in the order in which the call reaches them. A call from one
 * domain to another shows the client's kernel even if it is never entered, and a packet the kernels at its ends.
 */
export function lanesOf(trace: Trace, call: number, rows: readonly CallRow[]): Lanes {
  const { spec } = trace;
  const binding = bindingOfCall(trace, call);
  const seen = new Set<DomainId>([binding.client]);
  if (binding.server !== binding.client) seen.add(kernelOf(spec, binding.client));
  for (const row of rows) if (row.domain >= 0) seen.add(row.domain);
  seen.add(binding.server);
  const notes = packetsOf(spec, rows);
  for (const { from, to } of notes) for (const end of [from, to]) seen.add(at(spec.machines, end).kernel);
  const lanes = arranged(spec, [...seen], notes, binding.client);
  const indexOf = (isIt: (lane: Lane) => boolean): number | null => {
    const index = lanes.findIndex(isIt);
    return index < 0 ? null : index;
  };
  return {
    domains: lanes.map((lane) => ('domain' in lane ? lane.domain : null)),
    lifelines: lanes.map((lane) =>
      'domain' in lane
        ? lifeline(trace, lane.domain, roleOf(spec, lane.domain, binding.client), rows)
        : { domain: at(spec.links, lane.link).name, role: 'link', machine: null, threads: [] },
    ),
    laneOf: (domain) => indexOf((lane) => 'domain' in lane && lane.domain === domain),
    laneOfLink: (link) => indexOf((lane) => 'link' in lane && lane.link === link),
  };
}

/** The packets among these rows, each kind once. */
function packetsOf({ sites }: RunSpec, rows: readonly CallRow[]): readonly PacketNote[] {
  return [...new Set(rows.flatMap(({ site }) => sites[site]?.packet ?? []))];
}

function arranged(
  spec: RunSpec,
  seen: readonly DomainId[],
  packets: readonly PacketNote[],
  client: DomainId,
): readonly Lane[] {
  const machineOf = (domain: DomainId): number => at(spec.domains, domain).machine;
  const first = machineOf(client);
  const machines = [...new Set([first, ...seen.map(machineOf)])];
  const links = new Set<number>();
  return machines.flatMap((machine): readonly Lane[] => {
    const domains = seen.filter((domain) => machineOf(domain) === machine);
    // What leads on to other machines stands beside the kernel, on the way to them.
    const order =
      machines.length > 1 && machine === first ? (['client', 'server', 'scheduler', 'kernel'] as const) : ORDER;
    const own = order.flatMap((role) => domains.filter((domain) => roleOf(spec, domain, client) === role));
    const before = packets.flatMap(({ link, from, to }) => {
      if (machine === first || (from !== machine && to !== machine) || links.has(link)) return [];
      links.add(link);
      return [{ link }];
    });
    return [...before, ...own.map((domain) => ({ domain }))];
  });
}

/** The domain that stands for the kernel of a domain's machine. */
function kernelOf(spec: RunSpec, domain: DomainId): DomainId {
  return at(spec.machines, at(spec.domains, domain).machine).kernel;
}

function roleOf(spec: RunSpec, domain: DomainId, client: DomainId): Role {
  if (domain === client) return 'client';
  const { kind } = at(spec.domains, domain);
  return kind === 'user' ? 'server' : kind;
}

/** Kernels of several machines are told apart by these. */
function nameOf({ domains, machines }: RunSpec, domain: DomainId): string {
  const { name, kind, machine } = at(domains, domain);
  return kind === 'user' || machines.length === 1 ? name : `${name} of ${at(machines, machine).name}`;
}

function lifeline(trace: Trace, domain: DomainId, role: Role, rows: readonly CallRow[]): Lifeline {
  const threads = new Set<string>();
  for (const row of rows) if (row.domain === domain && row.thread >= 0) threads.add(threadName(trace, row.thread));
  const { machines, domains } = trace.spec;
  const machine = at(machines, at(domains, domain).machine).name;
  return { domain: nameOf(trace.spec, domain), role, machine, threads: [...threads] };
}
