/** Walks the nodes of a path. */
import { assertNever } from '../../src/base/assert.ts';
import type { PathNode } from '../../src/sim/spec.ts';
import { fail, need, pass, row } from './going.ts';
import { meanwhile } from './meanwhile.ts';
import { policy } from './policy.ts';
import type { Activity, Flow, World } from './state.ts';
import { miss } from './steering.ts';
import { step } from './steps.ts';
import { markWritten, sharedPlaces } from './stores.ts';
import { holds } from './values.ts';

export function* walk(w: World, a: Activity, nodes: readonly PathNode[]): Flow {
  for (const node of nodes) yield* walkNode(w, a, node);
}

function* walkNode(w: World, a: Activity, node: PathNode): Flow {
  if (node.node === 'when') return yield* walk(w, a, holds(w, a, node.condition) ? node.then : node.otherwise);
  if (node.node === 'pieces') return yield* pieces(w, a, node);
  if (node.node === 'policy') return yield* policy(w, a, node);
  yield* need(w, a);
  switch (node.node) {
    case 'step':
      return yield* step(w, a, node);
    case 'meanwhile':
      return meanwhile(w, a, node.steps);
    case 'procedure':
      return yield* procedure(w, a, node);
    case 'fail':
      return yield* fail(w, a, node);
    case 'miss':
      return yield* miss(w, a, node);
    case 'send':
    case 'receive':
    case 'silence':
    case 'assign':
    case 'stay':
      throw new Error('the twin runs no packets');
    default:
      return assertNever(node);
  }
}

function* procedure(w: World, a: Activity, node: PathNode & { node: 'procedure' }): Flow {
  const touch = (): void => markWritten(w, a, sharedPlaces(w, a, node.touches));
  yield* row(w, a, { site: node.site, duration: 0, domain: node.domain }, { start: touch });
  const path = a.frame.call?.path ?? null;
  if (path !== null) yield* w.run(a, node.body ?? w.spec.paths[path]?.body ?? [], node.domain);
  touch();
}

/** The content is the piece while its steps run. */
function* pieces(w: World, a: Activity, { content, size, steps }: PathNode & { node: 'pieces' }): Flow {
  const { call } = a.frame;
  if (call === null || steps.length === 0) return;
  const name = content === 'arguments' ? 'argumentBytes' : 'resultBytes';
  const whole = call[name];
  const count = size > 0 ? Math.max(1, Math.ceil(whole / size)) : 1;
  for (let piece = 0; piece < count; piece += 1) {
    if (piece > 0) pass(w);
    call[name] = piece < count - 1 ? size : whole - piece * size;
    call.isLastPiece = piece === count - 1;
    yield* walk(w, a, steps);
  }
  call[name] = whole;
}
