/** What the steps of a spec do to the state that a fold keeps, by site. */
import type { DomainId, SiteId, StoreId } from '../spec/ids.ts';
import type { PathNode } from '../spec/path.ts';
import type { RunSpec } from '../spec/run.ts';
import type { LettingGo, Statement } from '../spec/statements.ts';
import type { CallTable } from './format.ts';

/** Effects of a row; those of `take` at its start, the others at its end. */
export type Effect =
  | { readonly does: 'load'; readonly domain: DomainId }
  | { readonly does: 'take' | 'give' }
  /** A domain keeps the row's element, or lets it go. */
  | { readonly does: 'keep' | 'letGo' }
  /** The owner of the pool has heard of what the row's domain has let go. */
  | { readonly does: 'told' }
  /** An element of `pool` belongs to the row's element from now on. */
  | { readonly does: 'attach'; readonly pool: StoreId }
  | { readonly does: 'fail' };

/** What a row of a site does, whatever its path; or by path (binding acts: −1 − binding), if that matters. */
type SiteEffect = Effect | ReadonlyMap<number, Effect> | undefined;

export class Effects {
  private readonly sites: SiteEffect[];
  private readonly calls: CallTable;
  private readonly byPath: (Map<number, Effect> | undefined)[] = [];

  constructor(spec: RunSpec, calls: CallTable) {
    this.calls = calls;
    for (const [path, { steps, body }] of spec.paths.entries()) {
      this.addNodes(steps, path);
      this.addStatements(body);
    }
    for (const [binding, { bind }] of spec.bindings.entries()) this.addNodes(bind, -1 - binding);
    for (const { body } of spec.threads) this.addStatements(body);
    this.sites = spec.sites.map((_, site) => this.effectOf(site));
  }

  private effectOf(site: SiteId): SiteEffect {
    const effects = this.byPath[site];
    return effects?.size === 1 ? effects.values().next().value : effects;
  }

  /** The effect of a row, undefined if it has none. */
  of(site: SiteId, call: number): Effect | undefined {
    const effect = this.sites[site];
    if (effect === undefined || 'does' in effect) return effect;
    return effect.get(this.calls.path[call] ?? OUTSIDE) ?? effect.get(OUTSIDE);
  }

  private add(site: SiteId, path: number, effect: Effect): void {
    const effects = this.byPath[site] ?? new Map<number, Effect>();
    this.byPath[site] = effects.set(path, effect);
  }

  private addNodes(nodes: readonly PathNode[], path: number): void {
    for (const node of nodes) this.addNode(node, path);
  }

  private addNode(node: PathNode, path: number): void {
    if (node.node === 'when') {
      this.addNodes(node.then, path);
      this.addNodes(node.otherwise, path);
    } else if (node.node === 'meanwhile' || node.node === 'pieces') this.addNodes(node.steps, path);
    else if (node.node === 'procedure') this.addStatements(node.body ?? []);
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

  private addLettingGo({ letGo, explicit }: LettingGo): void {
    this.add(letGo.site, OUTSIDE, { does: 'letGo' });
    if (explicit !== undefined) this.add(explicit.told, OUTSIDE, { does: 'told' });
  }

  /** A `raise` may end any call: its site has the same effect on all paths. */
  private addStatements(body: readonly Statement[]): void {
    for (const statement of body) {
      if (statement.do === 'raise') this.add(statement.site, OUTSIDE, { does: 'fail' });
      if (statement.do === 'keep') {
        this.add(statement.site, OUTSIDE, { does: 'keep' });
        this.addLettingGo(statement.letting);
      }
      if (statement.do === 'release') for (const letting of statement.pools) this.addLettingGo(letting);
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
