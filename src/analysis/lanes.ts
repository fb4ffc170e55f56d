/** The lifelines of one call's diagram, and which of them a step belongs to. */
import { at } from '../base/assert.ts';
import type { DomainId, RunSpec } from '../sim/spec.ts';
import type { Trace } from '../sim/trace/format.ts';
import type { CallRow } from './call-rows.ts';
import { bindingOfCall, threadName } from './calls.ts';
import type { Lifeline } from './models.ts';

/** Lifelines with the domains that they stand for, left to right. */
export interface Lanes {
  readonly lifelines: readonly Lifeline[];
  readonly domains: readonly DomainId[];
  /** Index of a domain's lifeline; null if it has none. */
  readonly laneOf: (domain: DomainId | null) => number | null;
}

type Role = Lifeline['role'];
const ORDER: readonly Role[] = ['client', 'kernel', 'scheduler', 'server'];

/**
 * The client first, then the kernels and schedulers, then the servers in the order in which the call reaches them. A call
 * from one domain to another shows the client's kernel even if it is never entered.
 */
export function lanesOf(trace: Trace, call: number, rows: readonly CallRow[]): Lanes {
  const { spec } = trace;
  const binding = bindingOfCall(trace, call);
  const seen = new Set<DomainId>([binding.client]);
  if (binding.server !== binding.client) seen.add(kernelOf(spec, binding.client));
  for (const row of rows) if (row.domain >= 0) seen.add(row.domain);
  seen.add(binding.server);
  const domains = ordered(spec, [...seen], binding.client);
  const lanes = new Map(domains.map((domain, lane) => [domain, lane]));
  return {
    domains,
    lifelines: domains.map((domain) => lifeline(trace, domain, roleOf(spec, domain, binding.client), rows)),
    laneOf: (domain) => (domain === null ? null : (lanes.get(domain) ?? null)),
  };
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

function ordered(spec: RunSpec, domains: readonly DomainId[], client: DomainId): readonly DomainId[] {
  return ORDER.flatMap((role) => domains.filter((domain) => roleOf(spec, domain, client) === role));
}

/** Kernels of several machines are told apart by these. */
function nameOf({ domains, machines }: RunSpec, domain: DomainId): string {
  const { name, kind, machine } = at(domains, domain);
  return kind === 'user' || machines.length === 1 ? name : `${name} of ${at(machines, machine).name}`;
}

function lifeline(trace: Trace, domain: DomainId, role: Role, rows: readonly CallRow[]): Lifeline {
  const threads = new Set<string>();
  for (const row of rows) if (row.domain === domain && row.thread >= 0) threads.add(threadName(trace, row.thread));
  return { domain: nameOf(trace.spec, domain), role, threads: [...threads] };
}
