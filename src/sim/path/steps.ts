/** One small function for each kind of step. */
import { assertNever } from '../../base/assert.ts';
import { ROW } from '../machine/state.ts';
import type { StepNode } from '../spec/path.ts';
import { NEEDS, type Parts } from './code.ts';
import { emitCopy } from './copies.ts';
import {
  emitAttach,
  emitDequeue,
  emitEnqueue,
  emitGive,
  emitLock,
  emitTake,
  emitUnlock,
  type StepScope,
} from './holdings.ts';
import { emitTransmit } from './packets.ts';
import { emitRow, type RowShape, recordOf, shapeOf } from './rows.ts';
import { emitChange, emitExchange, emitPoll, emitSwitch } from './transfers.ts';

/** Compiles a step at the end of the code. */
export function emitStep(scope: StepScope, node: StepNode): void {
  const shape = shapeOf(scope.parts, node, scope.path);
  switch (node.verb) {
    case 'plain':
      return emitPlain(scope.parts, shape);
    case 'copy':
      return emitCopy(scope.parts, node, shape);
    case 'switch':
      return emitSwitch(scope.parts, node, shape);
    case 'exchange':
      return emitExchange(scope.parts, node, shape);
    case 'swap':
    case 'schedule':
      return emitChange(scope.parts, node, recordOf(scope.parts.world, shape));
    case 'take':
      return emitTake(scope, node, shape);
    case 'give':
      return emitGive(scope.parts, node, shape);
    case 'attach':
      return emitAttach(scope.parts, node, shape);
    case 'lock':
      return emitLock(scope, node, shape);
    case 'unlock':
      return emitUnlock(scope.parts, node, shape);
    case 'enqueue':
      return emitEnqueue(scope.parts, node, shape);
    case 'dequeue':
      return emitDequeue(scope.parts, node, shape);
    case 'poll':
      return emitPoll(scope.parts, node, recordOf(scope.parts.world, shape));
    case 'transmit':
      return emitTransmit(scope.parts, node, shape);
    default:
      return assertNever(node.verb);
  }
}

/** A row without further effects; the usual one costs the same each time. */
function emitPlain(parts: Parts, shape: RowShape): void {
  const { world, code } = parts;
  const { site, domain, price, bytes, place } = shape;
  if (typeof price !== 'number' || typeof bytes !== 'number' || typeof place !== 'number') {
    return emitRow(parts, recordOf(world, shape));
  }
  const next = code.here + 1;
  code.emit((a) => {
    world.step(a, site, price, bytes, place, domain);
    a.pc = next;
    return ROW;
  }, NEEDS);
}
