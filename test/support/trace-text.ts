/** A trace as text that people read: what golden tests compare. */
import { at } from '../../src/base/assert.ts';
import type { Row, Trace } from '../../src/sim/trace/format.ts';

export interface TextRow {
  readonly row: Row;
  readonly step: string;
  /** Microseconds. */
  readonly start: number;
  readonly duration: number;
  readonly thread: string;
  readonly domain: string;
}

export function textRow({ spec, threads }: Pick<Trace, 'spec' | 'threads'>, row: Row): TextRow {
  return {
    row,
    step: at(spec.sites, row.site).text,
    start: row.start / 1e6,
    duration: row.duration < 0 ? -1 : row.duration / 1e6,
    thread: row.thread < 0 ? '-' : at(threads, row.thread).name,
    domain: row.domain < 0 ? '-' : at(spec.domains, row.domain).name,
  };
}

/** One line for each row: start and duration in microseconds, processor, acting domain, acting thread, call, step. */
export function traceText(rows: readonly TextRow[]): string {
  return rows
    .map(({ row, step, start, duration, thread, domain }) =>
      [
        start.toFixed(1).padStart(7),
        duration < 0 ? '      …' : duration.toFixed(1).padStart(7),
        row.processor < 0 ? ' -' : `p${row.processor}`,
        domain.padEnd(7),
        thread.padEnd(4),
        row.call < 0 ? ' -' : `#${row.call}`,
        step,
      ].join(' '),
    )
    .join('\n');
}
