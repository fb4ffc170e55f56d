/** Where a call goes: domains, kernel and places as boxes, copies and transfers of control as edges. */
import { at } from '../base/assert.ts';
import { formatBytes, listed } from '../base/format.ts';
import type { DomainId, StoreId } from '../sim/spec/ids.ts';
import type { PacketNote, Site } from '../sim/spec/site.ts';
import type { Trace } from '../sim/trace/format.ts';
import { ASSUMED, isAssumed } from './assumptions.ts';
import type { CallRow } from './call-rows.ts';
import type { MapBox, MapEdge, PathMapModel } from './map-models.ts';
import { domainOfStore, storeName } from './places.ts';
import { callTitle } from './sequence.ts';
import type { SequenceStep } from './sequence-models.ts';
import { factsAt, type StepFacts } from './step-facts.ts';
import { type CallSteps, factsFinder, stepsOfCall } from './steps.ts';

/** A map shows no more steps than this: it is laid out as a graph. */
const MOST_STEPS = 400;

/** The map of one call or binding act. Throws if there is no such call. */
export function pathMap(trace: Trace, call: number): PathMapModel {
  const map = new PathMap(trace);
  map.add(stepsOfCall(trace, call, MOST_STEPS));
  return { title: callTitle(trace, call), boxes: map.boxes(), edges: map.edges };
}

class PathMap {
  readonly edges: MapEdge[] = [];
  private readonly trace: Trace;
  private readonly found = new Map<string, MapBox>();
  /** The last packet: what goes wrong with it is told beside it. */
  private packet: PacketNote | null = null;

  constructor(trace: Trace) {
    this.trace = trace;
  }

  boxes(): readonly MapBox[] {
    return [...this.found.values()];
  }

  add({ rows, lanes, steps }: CallSteps): void {
    for (const domain of lanes.domains) if (domain !== null) this.domain(domain);
    const facts = factsFinder(this.trace);
    steps.forEach((step, i) => {
      const row = at(rows, i);
      const ends = this.ends(step, row, lanes.domains, factsAt(facts(row.call), row.site));
      if (ends !== null) this.edge(step, ...ends);
    });
  }

  /** Boxes that the step leads from and to; null if it stays where it is. */
  private ends(
    step: SequenceStep,
    row: CallRow,
    lanes: readonly (DomainId | null)[],
    facts: StepFacts,
  ): readonly [string, string] | null {
    const site = at(this.trace.spec.sites, row.site);
    if (step.kind === 'copy') return [this.place(site, 'from', row, facts), this.place(site, 'to', row, facts)];
    if (site.packet !== undefined) this.packet = site.packet;
    if (this.packet !== null && (site.packet !== undefined || step.link !== null))
      return [this.machine(this.packet.from), this.machine(this.packet.to)];
    const from = lanes[step.lane] ?? null;
    if (from === null) return null;
    if (step.kind === 'fault') return [this.domain(from), this.domain(from)];
    if (changesWhoRuns(step.kind) && facts.target !== null) return [this.domain(from), this.domain(facts.target)];
    const to = step.toLane === null ? null : (lanes[step.toLane] ?? null);
    return to === null ? null : [this.domain(from), this.domain(to)];
  }

  private edge(step: SequenceStep, from: string, to: string): void {
    const site = at(this.trace.spec.sites, step.site);
    const order = this.edges.length + 1;
    this.edges.push({
      id: `edge ${order}`,
      from,
      to,
      kind: step.kind,
      order,
      label: `${labelOf(step, site)}${isAssumed(site) ? ` (${ASSUMED})` : ''}`,
      link: step.link === null || this.packet === null ? null : at(this.trace.spec.links, this.packet.link).name,
      isLost: step.isLost,
      bytes: step.kind === 'copy' || step.kind === 'packet' ? step.bytes : 0,
      time: step.duration,
      row: step.row,
      site: step.site,
    });
  }

  private box(box: MapBox): string {
    if (!this.found.has(box.id)) this.found.set(box.id, box);
    return box.id;
  }

  private machine(index: number): string {
    const { name, profile } = at(this.trace.spec.machines, index);
    return this.box({
      id: `machine ${index}`,
      parent: null,
      kind: 'machine',
      title: name,
      detail: `cost profile ${profile}`,
    });
  }

  private domain(id: DomainId): string {
    const { name, kind, machine } = at(this.trace.spec.domains, id);
    const parent = this.machine(machine);
    return this.box({
      id: `domain ${id}`,
      parent,
      kind: kind === 'kernel' ? 'kernel' : 'domain',
      title: name,
      detail: kind === 'scheduler' ? 'scheduler process' : null,
    });
  }

  private place(site: Site, end: 'from' | 'to', row: CallRow, facts: StepFacts): string {
    const store = facts[end];
    if (store === null) {
      const title = site[end] ?? 'memory';
      return this.box({
        id: `place ${row.domain} ${title}`,
        parent: this.domain(row.domain),
        kind: 'place',
        title,
        detail: null,
      });
    }
    const title = storeName(this.trace, store, row.place);
    // A packet's place is one for each machine: its content goes from one to the other with the packet, not by a copy.
    const { machine } = at(this.trace.spec.domains, row.domain);
    const { domains } = at(this.trace.spec.stores, store);
    const here = domains.filter((domain) => at(this.trace.spec.domains, domain).machine === machine);
    const id = here.length < domains.length ? `place ${store} ${title} on ${machine}` : `place ${store} ${title}`;
    if (here.length < 2) {
      const owner = here[0] ?? domainOfStore(this.trace.spec, store, row.domain);
      return this.box({ id, parent: this.domain(owner), kind: 'place', title, detail: this.size(store) });
    }
    const names = listed(here.map((domain) => at(this.trace.spec.domains, domain).name));
    const detail = [`mapped in ${names}`, this.size(store)].filter((text) => text !== null).join(', ');
    return this.box({ id, parent: this.machine(machine), kind: 'shared', title, detail });
  }

  private size(store: StoreId): string | null {
    const spec = at(this.trace.spec.stores, store);
    return 'size' in spec && spec.size !== null ? formatBytes(spec.size) : null;
  }
}

/** The verb of the step; a processor changes domains by work of a policy, whose verb would say nothing. */
function labelOf({ kind, letter }: SequenceStep, { verb, text }: Site): string {
  if (kind === 'reallocation') return 'reallocation';
  // The link and the packet's fate are told beside it.
  if (kind === 'packet') return text.replace(/ over .*$/, '');
  if (kind === 'fault') return text;
  return letter === null ? verb : `${verb} ${letter}`;
}

function changesWhoRuns(kind: SequenceStep['kind']): boolean {
  return kind === 'switch' || kind === 'exchange' || kind === 'swap' || kind === 'schedule' || kind === 'reallocation';
}
