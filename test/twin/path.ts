/** Walks the nodes of a path. */
import { assertNever, at } from '../../src/base/assert.ts';
import type { PathNode } from '../../src/sim/spec/path.ts';
import { strikeAtProcedure } from './faults.ts';
import { fail, need, pass, row, stop, wait } from './going.ts';
import { reach } from './guards.ts';
import { detach } from './hands.ts';
import { meanwhile } from './meanwhile.ts';
import { policy } from './policy.ts';
import { free } from './processors.ts';
import { beginWait } from './rows.ts';
import type { Flow, World } from './state.ts';
import { miss } from './steering.ts';
import { step } from './steps.ts';
import { markWritten, sharedPlaces } from './stores.ts';
import { holds } from './values.ts';

export function* walk(w: World, nodes: readonly PathNode[]): Flow {
  for (const node of nodes) yield* walkNode(w, node);
}

function* walkNode(w: World, node: PathNode): Flow {
  if (node.node === 'when') return yield* walk(w, holds(w, w.me, node.condition) ? node.then : node.otherwise);
  if (node.node === 'pieces') return yield* pieces(w, node);
  if (node.node !== 'meanwhile')
    reach(w, node.node === 'step' && node.target !== undefined ? [node.domain, node.target] : [node.domain]);
  if (node.node === 'policy') return yield* policy(w, node);
  if (node.node === 'stay') return yield* stay(w);
  yield* need(w);
  switch (node.node) {
    case 'step':
      return yield* step(w, node);
    case 'meanwhile':
      return meanwhile(w, w.me, node.steps);
    case 'procedure':
      return yield* procedure(w, node);
    case 'fail':
      return yield* fail(w, node);
    case 'miss':
      return yield* miss(w, node);
    case 'send':
    case 'receive':
    case 'silence':
    case 'assign':
      throw new Error(`the twin runs no ${node.node}`);
    default:
      return assertNever(node);
  }
}

/** The call is with its client, and nobody goes on with it. */
function* stay(w: World): Flow {
  const { me } = w;
  const { frame } = me;
  const p = detach(me, 'stopped');
  me.home = frame.acting = at(w.spec.bindings, frame.call?.binding ?? -1).client;
  frame.stays = true;
  beginWait(w, me, 'captured');
  free(w, p);
  yield* stop(w);
}

function* procedure(w: World, node: PathNode & { node: 'procedure' }): Flow {
  const touch = (): void => markWritten(w, w.me, sharedPlaces(w, w.me, node.touches));
  const start = (): void => {
    touch();
    strikeAtProcedure(w, w.me);
  };
  yield* row(w, { site: node.site, duration: 0, domain: node.domain }, { start });
  const path = w.me.frame.call?.path ?? null;
  if (path !== null) yield* w.run(node.body ?? w.spec.paths[path]?.body ?? [], node.domain);
  w.me.frame.done = true;
  if (w.me.frame.captured) yield* wait(w, 'captured');
  touch();
}

/** The content is the piece while its steps run. */
function* pieces(w: World, { content, size, steps }: PathNode & { node: 'pieces' }): Flow {
  const { call } = w.me.frame;
  if (call === null || steps.length === 0) return;
  const name = content === 'arguments' ? 'argumentBytes' : 'resultBytes';
  const whole = call[name];
  const count = size > 0 ? Math.max(1, Math.ceil(whole / size)) : 1;
  for (let piece = 0; piece < count; piece += 1) {
    if (piece > 0) pass(w);
    call[name] = piece < count - 1 ? size : whole - piece * size;
    call.isLastPiece = piece === count - 1;
    yield* walk(w, steps);
  }
  call[name] = whole;
}
