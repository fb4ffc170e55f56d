/** What the path says about a step beyond its site: which content, places and domain it means. */
import type { ContentName } from '../sim/spec/content.ts';
import type { DomainId, SiteId, StoreId } from '../sim/spec/ids.ts';
import type { PathNode } from '../sim/spec/path.ts';
import type { RunSpec } from '../sim/spec/run.ts';
import type { Trace } from '../sim/trace/format.ts';

/** The operands of a step; null where it has none. */
export interface StepFacts {
  readonly content: ContentName | null;
  /** Values of a message of the mechanism's own; null where the step handles the call's content or nothing. */
  readonly fixed: number | null;
  readonly from: StoreId | null;
  readonly to: StoreId | null;
  /** The pool, place, queue or lock that it uses, if it is neither from nor to. */
  readonly store: StoreId | null;
  /** The domain that a switch, exchange, swap, schedule, upcall, resume or wake means. */
  readonly target: DomainId | null;
}

const NOTHING: StepFacts = { content: null, fixed: null, from: null, to: null, store: null, target: null };

/** Operands of the steps of one call's path (or binding act) by site. */
export type FactsBySite = ReadonlyMap<SiteId, StepFacts>;

/** Operands for the steps of this call. */
export function factsOfCall(trace: Trace, call: number): FactsBySite {
  const path = trace.calls.path[call] ?? -1;
  return path < 0 ? factsOf(trace.spec.bindings[-1 - path]?.bind ?? []) : factsOfPath(trace.spec, path);
}

function factsOfPath(spec: RunSpec, path: number): FactsBySite {
  const { steps = [], exceptions } = spec.paths[path] ?? {};
  const { raised = [], resumed = [], unwound = [] } = exceptions ?? {};
  return factsOf([...steps, ...raised, ...resumed, ...unwound]);
}

function factsOf(nodes: readonly PathNode[]): FactsBySite {
  const found = new Map<SiteId, StepFacts>();
  collect(nodes, found);
  return found;
}

function collect(nodes: readonly PathNode[], found: Map<SiteId, StepFacts>): void {
  for (const node of nodes) collectNode(node, found);
}

function collectNode(node: PathNode, found: Map<SiteId, StepFacts>): void {
  switch (node.node) {
    case 'step':
      found.set(node.site, {
        content: node.fixed === undefined ? (node.content ?? null) : null,
        fixed: node.fixed?.count ?? null,
        from: node.from ?? null,
        to: node.to ?? null,
        store: node.queue ?? node.place ?? node.lock ?? null,
        target: node.target ?? null,
      });
      return collect(node.otherwise ?? [], found);
    case 'when':
      collect(node.then, found);
      return collect(node.otherwise, found);
    case 'meanwhile':
    case 'pieces':
      return collect(node.steps, found);
    case 'procedure':
      found.set(node.site, { ...NOTHING, target: node.domain });
      return;
    case 'policy':
      for (const priced of [node.work, node.lend, node.overhead]) {
        if (priced !== undefined) found.set(priced.site, { ...NOTHING, target: node.domain });
      }
      return;
    case 'send':
      for (const { site } of [node.work, node.acknowledged])
        found.set(site, { ...NOTHING, content: node.content ?? null });
      found.set(node.failed, NOTHING);
      return;
    case 'receive':
      for (const priced of [node.check, node.acknowledge.work])
        if (priced !== undefined) found.set(priced.site, NOTHING);
      return;
    case 'silence':
    case 'stay':
      return;
    case 'assign':
      for (const { site } of [node.hinted, node.idle, node.create])
        found.set(site, { ...NOTHING, target: node.domain });
      return;
    case 'miss':
      found.set(node.work.site, { ...NOTHING, target: node.target });
      return;
    case 'fail':
      found.set(node.site, NOTHING);
      return;
  }
}

/** The operands of the step at this site; none if the path does not have it (statements, system sites). */
export function factsAt(facts: FactsBySite, site: SiteId): StepFacts {
  return facts.get(site) ?? NOTHING;
}
