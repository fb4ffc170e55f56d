/** Frames and activities as they begin. */
import type { DomainId } from '../../src/sim/spec/ids.ts';
import type { Activity, Frame } from './state.ts';

/** A frame as it begins, with that domain acting. */
export function newFrame(
  of: Pick<Frame, 'call' | 'index' | 'outer' | 'base' | 'values' | 'depth'>,
  acting: DomainId,
): Frame {
  return {
    ...of,
    acting,
    workers: [],
    workOf: null,
    aborted: false,
    captured: false,
    done: false,
    begun: new Set(),
    timer: null,
    stays: false,
  };
}

/** Without a processor; `home`: where it begins. */
export function activityOf(of: Pick<Activity, 'thread' | 'priority' | 'tail'>, frame: Frame, home: DomainId): Activity {
  return {
    ...of,
    alive: true,
    flows: [],
    acting: of.thread,
    frame,
    processor: null,
    home,
    stoppedOn: 0,
    comeback: 'start',
    wait: null,
    since: 0,
    lastRow: -1,
    granted: -1,
    left: null,
    promise: null,
    message: null,
    joiners: [],
    held: [],
    alarm: null,
    computesUntil: -1,
    event: null,
    torn: null,
    orphan: null,
    heir: null,
  };
}
