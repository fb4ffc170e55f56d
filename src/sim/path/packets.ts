/** transmit: a call leaves its machine as a packet, and goes on with a processor of another one. */
import { assert } from '../../base/assert.ts';
import { STOP } from '../machine/state.ts';
import type { StepNode } from '../spec/path.ts';
import { END, type Parts } from './code.ts';
import { asFunction } from './expression.ts';
import { emitRow, type RowShape, recordOf } from './rows.ts';

/** A packet that nobody sends again: if it is lost, the call waits for ever. */
export function emitTransmit(parts: Parts, node: StepNode, shape: RowShape): void {
  const { code, world, dispatcher, threads, network } = parts;
  const { link = -1, packet, target = node.domain } = node;
  assert(network !== null && packet !== undefined, `the step at site ${node.site} names a link`);
  const bytes = asFunction(shape.bytes);
  emitRow(parts, recordOf(world, shape));
  const next = code.here + 1;
  code.emit((a) => {
    a.pc = next;
    const strand = (): void => {
      const site = world.machineOf(a).spec.system.network?.packet;
      if (site !== undefined) dispatcher.beginWait(a, site);
    };
    network.links.send(link, {
      bytes: bytes(a),
      sites: packet,
      rider: a,
      call: a.call,
      from: node.domain,
      vanish: (carried) => {
        if (carried !== null) strand();
      },
      arrive: (isIntact, carried) => {
        // The call has come with the packet of which this one is a double.
        if (carried === null) return;
        if (!isIntact) return strand();
        threads.actAs(a, -1);
        dispatcher.interrupt(a, target);
      },
    });
    dispatcher.leave(a, 'scheduled');
    return STOP;
  }, END);
}
