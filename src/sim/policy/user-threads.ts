/** User-level threads: a call is a message that a processor of its domain finds; processors are lent when they must be. */
import { assertNever, at } from '../../base/assert.ts';
import { type Activity, GO, LOOSE, ROW, STOP, type Status } from '../machine/state.ts';
import { label, NEEDS, type Parts, WHOLE } from '../path/code.ts';
import { asFunction, wholeFormula } from '../path/expression.ts';
import { emitEnd, emitRow, pricedShape, recordOf } from '../path/rows.ts';
import { emitThreadChange } from '../path/transfers.ts';
import type { PolicyNode } from '../spec/path.ts';
import type { PricedSite } from '../spec/price.ts';

export function emitPolicy(parts: Parts, node: PolicyNode): void {
  switch (node.operation) {
    case 'park':
      return emitPark(parts, node);
    case 'find':
      return emitFind(parts, node);
    case 'dispatch': {
      const record = recordOf(parts.world, pricedShape(parts.world, node.work, node.domain));
      return emitThreadChange(parts, node.worker ?? 'none', node.domain, record, false);
    }
    case 'finish':
      emitWork(parts, node);
      return emitEnd(parts, (a) => parts.threads.finish(a));
    default:
      return assertNever(node.operation);
  }
}

/** The row of the operation's work, unless it is free. */
function emitWork({ code, world }: Parts, { work, domain }: PolicyNode): void {
  const price = asFunction(wholeFormula(world, work.price));
  const next = code.here + 1;
  code.emit((a) => {
    const duration = price(a);
    a.pc = next;
    if (duration === 0) return GO;
    world.step(a, work.site, duration, 0, -1, domain);
    return ROW;
  }, NEEDS);
}

/** The thread is saved. Eager: its processor waits for the `find`; work of a `meanwhile` goes on. */
function emitPark(parts: Parts, node: PolicyNode): void {
  const { code, dispatcher } = parts;
  emitWork(parts, node);
  const isEager = eagerness(parts, node);
  const next = code.here + 1;
  code.emit((a) => {
    a.pc = next;
    if (a.isWork || isEager(a)) return GO;
    dispatcher.leave(a, 'stopped');
    return LOOSE;
  });
}

/** Whether the processor of the call goes with the message. Mixed: if the call's thread is above its domain's priority. */
function eagerness({ world, threads }: Parts, { reallocation }: PolicyNode): (a: Activity) => boolean {
  if (reallocation !== 'mixed') return () => reallocation === 'eager';
  return ({ own, ownPriority }) => {
    const { domain } = at(threads.table, own);
    return ownPriority > at(world.spec.domains, domain).priority;
  };
}

function emitFind(parts: Parts, node: PolicyNode): void {
  const { code, threads, dispatcher } = parts;
  const { idlePolling = 0 } = node;
  const isEager = eagerness(parts, node);
  if (idlePolling > 0) parts.world.polls = true;
  const next = code.here + 1;
  code.emit((a) => {
    const eager = isEager(a);
    if (!eager) dispatcher.leave(a, 'message');
    threads.actAs(a, -1);
    a.pc = next;
    dispatcher.find(a, node.domain, eager, idlePolling);
    return STOP;
  });
  emitLending(parts, node);
  emitRow(parts, recordOf(parts.world, pricedShape(parts.world, node.work, node.domain)));
}

/** What lending takes, if the processor that found the message has another domain loaded. */
function emitLending(parts: Parts, node: PolicyNode): void {
  const { code, world, dispatcher } = parts;
  const poll = label();
  const next = code.here + 1;
  const lend = partOf(parts, node.lend);
  const overhead = partOf(parts, node.overhead);
  code.emit((a) => {
    world.firstRowIs(a, world.rows.length);
    if (a.processor.loaded !== node.domain) return lend(a, next);
    a.pc = poll.pc;
    return GO;
  }, WHOLE);
  code.emit((a) => overhead(a, next + 1), WHOLE);
  const { domain, voluntaryReturn = 'kept' } = node;
  emitEnd(parts, (a) => dispatcher.lending.lend(a.processor, domain, voluntaryReturn), WHOLE);
  if (node.refill !== undefined) {
    emitRow(parts, recordOf(world, pricedShape(world, node.refill, node.domain)));
    emitEnd(parts, () => undefined, WHOLE);
  }
  poll.pc = code.here;
}

/** A part of lending, by the domain that lends; it goes on at `next`. */
function partOf({ world }: Parts, part: PricedSite | undefined): (a: Activity, next: number) => Status {
  const price = part === undefined ? () => 0 : asFunction(wholeFormula(world, part.price));
  return (a, next) => {
    a.pc = next;
    if (part === undefined) return GO;
    const { loaded, machine } = a.processor;
    world.step(a, part.site, price(a), 0, -1, loaded < 0 ? machine.spec.kernel : loaded);
    return ROW;
  };
}
