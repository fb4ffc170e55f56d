/** What the steps of a spec do to the state that a fold keeps, by site. */
import type { DomainId, PathNode, RunSpec, SiteId, Statement, StoreId } from '../spec.ts';
import type { CallTable } from './format.ts';

/** Effects of a row; those of `take` at its start, the others at its end. */
export type Effect =
  | { readonly does: 'load'; readonly domain: DomainId }
  | { readonly does: 'take' | 'give' }
  /** An element of `pool` belongs to the row's element from now on. */
  | { readonly does: 'attach'; readonly pool: StoreId }
  | { readonly does: 'fail' };

export class Effects {
  /** Of each site, by path (binding acts: −1 − binding), or one for all paths. */
  private readonly sites: (Map<number, Effect> | undefined)[] = [];
  private readonly calls: CallTable;

  constructor(spec: RunSpec, calls: CallTable) {
    this.calls = calls;
    for (const [path, { steps, body }] of spec.paths.entries()) {
      this.addNodes(steps, path);
      this.addStatements(body);
    }
    for (const [binding, { bind }] of spec.bindings.entries()) this.addNodes(bind, -1 - binding);
    for (const { body } of spec.threads) this.addStatements(body);
  }

  /** The effect of a row, undefined if it has none. `call` −1: outside calls. */
  of(site: SiteId, call: number): Effect | undefined {
    const effects = this.sites[site];
    if (effects === undefined) return undefined;
    return effects.get(this.calls.path[call] ?? OUTSIDE) ?? effects.get(OUTSIDE);
  }

  private add(site: SiteId, path: number, effect: Effect): void {
    const effects = this.sites[site] ?? new Map<number, Effect>();
    this.sites[site] = effects.set(path, effect);
  }

  private addNodes(nodes: readonly PathNode[], path: number): void {
    for (const node of nodes) this.addNode(node, path);
  }

  private addNode(node: PathNode, path: number): void {
    if (node.node === 'when') {
      this.addNodes(node.then, path);
      this.addNodes(node.otherwise, path);
    } else if (node.node === 'meanwhile') this.addNodes(node.steps, path);
    else if (node.node === 'fail') this.add(node.site, path, { does: 'fail' });
    else if (node.node === 'step') {
      if (node.otherwise !== undefined) this.addNodes(node.otherwise, path);
      const { verb, target, from } = node;
      if (verb === 'take' || verb === 'give') this.add(node.site, path, { does: verb });
      if (verb === 'attach' && from !== undefined) this.add(node.site, path, { does: 'attach', pool: from });
      if (verb === 'switch' || verb === 'exchange')
        this.add(node.site, path, { does: 'load', domain: target ?? node.domain });
    }
  }

  /** A `raise` may end any call: its site has the same effect on all paths. */
  private addStatements(body: readonly Statement[]): void {
    for (const statement of body) {
      if (statement.do === 'raise') this.add(statement.site, OUTSIDE, { does: 'fail' });
      if ('body' in statement) this.addStatements(statement.body);
      if (statement.do === 'chance') {
        this.addStatements(statement.then);
        this.addStatements(statement.otherwise);
      }
      if (statement.do === 'try') for (const one of statement.catches) this.addStatements(one.body);
    }
  }
}

/** Stands for all paths. */
const OUTSIDE = Number.MIN_SAFE_INTEGER;
