/** Steps that change where a call runs: address space, processor, acting thread. */
import { type Activity, GO, ROW, STOP } from '../machine/state.ts';
import { idleProcessor } from '../policy/domain-caching.ts';
import type { StepNode } from '../spec/path.ts';
import { END, label, NEEDS, type Parts, WHOLE } from './code.ts';
import { emitEnd, emitRow, pricedShape, type Record, type RowShape, recordOf } from './rows.ts';

/** Compiles a switch: no row if the target is loaded. */
export function emitSwitch(parts: Parts, node: StepNode, shape: RowShape): void {
  const { code, world } = parts;
  const target = node.target ?? node.domain;
  const record = recordOf(world, shape);
  const end = code.here + 1;
  const done = label();
  code.emit((a) => {
    if (a.processor.loaded === target) {
      a.pc = done.pc;
      return GO;
    }
    record(a);
    a.pc = end;
    return ROW;
  }, NEEDS);
  emitLoad(parts, node, shape);
  done.pc = code.here;
}

/** The end of a switch: the target is loaded; then the row of the misses that follow, which the quantum does not come before. */
function emitLoad(parts: Parts, { refill, target }: StepNode, { domain }: RowShape): void {
  const { world } = parts;
  const space = target ?? domain;
  const load = (a: Activity): void => world.load(a.processor, space);
  emitEnd(parts, load, refill === undefined ? END : END + WHOLE);
  if (refill !== undefined) emitRow(parts, recordOf(world, pricedShape(world, refill, domain)));
}

/** To a processor that idles in the target; without one, as a switch. */
export function emitExchange(parts: Parts, node: StepNode, shape: RowShape): void {
  const { code, world, dispatcher } = parts;
  const target = node.target ?? node.domain;
  const record = recordOf(world, shape);
  const recordMove = recordOf(world, { ...shape, place: (a) => a.partner?.index ?? -1 });
  const otherwise = label();
  const done = label();
  const end = code.here + 1;
  code.emit((a) => {
    const partner = idleProcessor(world, target);
    if (partner === null) {
      a.pc = otherwise.pc;
      return GO;
    }
    a.partner = partner;
    recordMove(a);
    dispatcher.occupy(partner, a);
    a.pc = end;
    return ROW;
  }, NEEDS);
  code.emit((a) => {
    dispatcher.exchange(a);
    a.pc = done.pc;
    return GO;
  }, END);
  otherwise.pc = code.here;
  code.emit((a) => {
    if (a.processor.loaded === target) {
      a.pc = done.pc;
      return GO;
    }
    record(a);
    a.pc = otherwise.pc + 1;
    return ROW;
  });
  emitLoad(parts, node, shape);
  done.pc = code.here;
}

/** swap, schedule: another thread acts for the call. */
export function emitChange(parts: Parts, node: StepNode, record: Record): void {
  const { dispatcher } = parts;
  const target = node.target ?? node.domain;
  emitThreadChange(parts, node.worker ?? 'none', target, record, node.verb === 'schedule');
  if (node.verb === 'swap') return;
  const next = parts.code.here + 1;
  parts.code.emit((a) => {
    a.pc = next;
    dispatcher.rejoin(a, 'scheduled', target);
    return STOP;
  }, WHOLE);
}

/** To a processor that looks at the queue: one that idles in the target, else the next that is free for it. */
export function emitPoll(parts: Parts, node: StepNode, record: Record): void {
  const { code, dispatcher, world } = parts;
  const target = node.target ?? node.domain;
  const there = code.here + 1;
  code.emit((a) => {
    a.pc = a.processor.loaded === target ? there + 1 : there;
    if (a.processor.loaded === target) return GO;
    dispatcher.look(a, target);
    return STOP;
  }, NEEDS);
  code.emit((a) => {
    // Others have recorded rows since the call began.
    world.firstRowIs(a, world.rows.length);
    a.pc = there + 1;
    return GO;
  });
  emitThreadChange(parts, node.worker ?? 'none', target, record, false);
}

/** The row of a step that changes who acts, and its end; `whole`: no look at the quantum follows. */
export function emitThreadChange(
  parts: Parts,
  worker: NonNullable<StepNode['worker']>,
  domain: number,
  record: Record,
  isWhole: boolean,
): void {
  const { code, threads } = parts;
  const end = code.here + (worker === 'take' ? 2 : 1);
  const row = (a: Activity): typeof ROW => {
    record(a);
    a.pc = end;
    return ROW;
  };
  if (worker === 'take') {
    code.emit((a) => {
      a.pc = end - 1;
      const taken = threads.takeWorker(a, domain);
      if (taken < 0) return STOP;
      a.granted = taken;
      return GO;
    }, NEEDS);
    code.emit((a) => {
      a.coming = a.granted;
      return row(a);
    });
  } else if (worker === 'back' || worker === 'pause') {
    code.emit((a) => {
      a.coming = threads.before(a);
      if (!threads.isBusy(a.coming, a)) return row(a);
      threads.waitFor(a.coming, a);
      return STOP;
    }, NEEDS);
  } else code.emit(row, NEEDS);
  const marks = isWhole ? END + WHOLE : END;
  emitEnd(
    parts,
    (a) => {
      if (worker === 'take') threads.enter(a);
      else if (worker === 'back') threads.back(a);
      else if (worker === 'pause') threads.pause(a);
    },
    marks,
  );
}
