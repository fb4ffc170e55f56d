/** Compiled code: one linear array of small functions; an activity's program counter points into it. */
import type { Dispatcher } from '../machine/dispatcher.ts';
import type { Activity, Status } from '../machine/state.ts';
import type { Stores } from '../machine/stores.ts';
import type { Threads } from '../machine/threads.ts';
import type { World } from '../machine/world.ts';
import type { Network } from '../policy/network.ts';
import type { Steering } from '../policy/steering.ts';

export type Op = (a: Activity) => Status;

/** Records on a processor: an activity without one becomes ready first. */
export const NEEDS = 1;
/** Effects of the row before: come before the look at the quantum. */
export const END = 2;
/** No look at the quantum before it. */
export const WHOLE = 4;
/** A `compute` whose row may be cut. */
export const COMPUTES = 8;

export class Code {
  readonly ops: Op[] = [];
  /** Of each function: a sum of the marks above. */
  readonly marks: number[] = [];

  get here(): number {
    return this.ops.length;
  }

  emit(op: Op, marks = 0): void {
    this.ops.push(op);
    this.marks.push(marks);
  }
}

/** A place in the code that is not known yet. */
export interface Label {
  pc: number;
}

export function label(): Label {
  return { pc: -1 };
}

/** What compiled code works with. */
export interface Parts {
  readonly world: World;
  readonly dispatcher: Dispatcher;
  readonly threads: Threads;
  readonly stores: Stores;
  readonly code: Code;
  /** Null: the spec has no links. */
  readonly network: Network | null;
  /** Null: idle processors stay where they are. */
  readonly steering: Steering | null;
}
