/** Where a call goes: domains, kernel and places as boxes, copies and transfers of control as edges. */
import { at } from '../base/assert.ts';
import { formatBytes, listed } from '../base/format.ts';
import type { DomainId, Site, StoreId } from '../sim/spec.ts';
import type { Trace } from '../sim/trace/format.ts';
import { ASSUMED, isAssumed } from './assumptions.ts';
import type { CallRow } from './call-rows.ts';
import type { MapBox, MapEdge, PathMapModel, SequenceStep } from './models.ts';
import { domainOfStore, storeName } from './places.ts';
import { callTitle } from './sequence.ts';
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

  constructor(trace: Trace) {
    this.trace = trace;
  }

  boxes(): readonly MapBox[] {
    return [...this.found.values()];
  }

  add({ rows, lanes, steps }: CallSteps): void {
    for (const domain of lanes.domains) this.domain(domain);
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
    lanes: readonly DomainId[],
    facts: StepFacts,
  ): readonly [string, string] | null {
    const site = at(this.trace.spec.sites, row.site);
    if (step.kind === 'copy') return [this.place(site, 'from', row, facts), this.place(site, 'to', row, facts)];
    const from = at(lanes, step.lane);
    if (changesWhoRuns(step.kind) && facts.target !== null) return [this.domain(from), this.domain(facts.target)];
    return step.toLane === null ? null : [this.domain(from), this.domain(at(lanes, step.toLane))];
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
      bytes: step.kind === 'copy' ? step.bytes : 0,
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
    const { domains } = at(this.trace.spec.stores, store);
    const id = `place ${store} ${title}`;
    if (domains.length < 2) {
      const parent = this.domain(domainOfStore(this.trace.spec, store, row.domain));
      return this.box({ id, parent, kind: 'place', title, detail: this.size(store) });
    }
    const names = listed(domains.map((domain) => at(this.trace.spec.domains, domain).name));
    const detail = [`mapped in ${names}`, this.size(store)].filter((text) => text !== null).join(', ');
    const parent = this.machine(at(this.trace.spec.domains, at(domains, 0)).machine);
    return this.box({ id, parent, kind: 'shared', title, detail });
  }

  private size(store: StoreId): string | null {
    const spec = at(this.trace.spec.stores, store);
    return 'size' in spec && spec.size !== null ? formatBytes(spec.size) : null;
  }
}

/** The verb of the step; a processor changes domains by work of a policy, whose verb would say nothing. */
function labelOf({ kind, letter }: SequenceStep, { verb }: Site): string {
  if (kind === 'reallocation') return 'reallocation';
  return letter === null ? verb : `${verb} ${letter}`;
}

function changesWhoRuns(kind: SequenceStep['kind']): boolean {
  return kind === 'switch' || kind === 'exchange' || kind === 'swap' || kind === 'schedule' || kind === 'reallocation';
}
