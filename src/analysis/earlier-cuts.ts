/** Links that were cut before a call began: what the call sends over them is lost, and none of its own steps says why. */
import { at } from '../base/assert.ts';
import type { Picoseconds } from '../base/units.ts';
import { CHUNK_ROWS, rowAt, type Trace } from '../sim/trace/format.ts';
import { latencyOfCall, startOfCall } from './calls.ts';
import type { Lanes } from './lanes.ts';
import type { EarlierCut } from './sequence-models.ts';

/** A row that tells that a link is cut, or whole again. */
interface Change {
  readonly row: number;
  readonly site: number;
  readonly link: number;
  readonly isCut: boolean;
  readonly time: Picoseconds;
}

/** The links of the diagram that carry nothing when the call begins, each until it is restored or the call ends. */
export function earlierCuts(trace: Trace, call: number, lanes: Lanes): readonly EarlierCut[] {
  const first = trace.calls.firstRow[call] ?? -1;
  const changes = first < 0 ? [] : changesOf(trace);
  const start = startOfCall(trace, call);
  const end = start + latencyOfCall(trace, call);
  const links = [...new Set(changes.map(({ link }) => link))];
  return links.flatMap((link): readonly EarlierCut[] => {
    const own = changes.filter((change) => change.link === link);
    const last = own.findLast(({ row }) => row < first);
    const lane = lanes.laneOfLink(link);
    if (last === undefined || !last.isCut || lane === null) return [];
    const until = own.find(({ row, isCut }) => row >= first && !isCut)?.time ?? end;
    const { row, site, time } = last;
    return [{ kind: 'cut', row, site, lane, start: time - start, duration: Math.min(until, end) - time }];
  });
}

/** In the order of the trace. */
function changesOf(trace: Trace): readonly Change[] {
  const links = new Map<number, Pick<Change, 'link' | 'isCut'>>();
  for (const { site, what } of trace.spec.faults) {
    if (what.does === 'cut' || what.does === 'restore')
      links.set(site, { link: what.link, isCut: what.does === 'cut' });
  }
  if (links.size === 0) return [];
  return trace.rows.chunks.flatMap((chunk, c) => {
    const found: Change[] = [];
    for (let i = 0; i < chunk.length; i++) {
      const site = at(chunk.site, i);
      const change = links.get(site);
      if (change === undefined) continue;
      const row = c * CHUNK_ROWS + i;
      found.push({ row, site, ...change, time: rowAt(trace.rows, row).start });
    }
    return found;
  });
}
