/** Before a node or statement: whether the call, or the body, goes on there. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import { dropOrphan, isOrphaned } from './drops.ts';
import { Cut, type World } from './state.ts';

/** `entered`: the domain that acts at the node, then its target. */
export function reach(w: World, entered: readonly DomainId[]): void {
  const { me } = w;
  const { frame } = me;
  frame.acting = entered[0] ?? -1;
  const client = frame.call === null ? -1 : at(w.spec.bindings, frame.call.binding).client;
  if (!me.tail && entered.includes(client)) {
    frame.timer = null;
    if (isOrphaned(me)) dropOrphan(w, me);
  }
  if (frame.aborted) throw new Cut(-1);
  const gone = entered.find((domain) => w.dead.has(domain));
  if (gone !== undefined) throw new Cut(gone);
}

export function reachStatement(w: World, domain: DomainId): void {
  const { frame } = w.me;
  frame.acting = domain;
  if (frame.aborted) throw new Cut(-1);
  if (w.dead.has(domain)) throw new Cut(domain);
}
