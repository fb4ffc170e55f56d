/** How to spoil a trace in one place. */
import type { Row } from '../../src/sim/trace/format.ts';
import type { PlainTrace } from '../support/laws/plain.ts';

export interface TraceMutant {
  readonly name: string;
  /** The law that must tell, whatever others say. */
  readonly law: string;
  /** Spoils the trace in the first place where it can, null if there is none. */
  readonly apply: (trace: PlainTrace) => PlainTrace | null;
}

export type Test = (row: Row, trace: PlainTrace) => boolean;

/** Replaces the first row that `which` picks. */
function replace(which: Test, by: (row: Row, trace: PlainTrace) => Row[]): TraceMutant['apply'] {
  return (trace) => {
    const index = trace.rows.findIndex((row) => which(row, trace));
    const row = trace.rows[index];
    return row === undefined ? null : { ...trace, rows: trace.rows.toSpliced(index, 1, ...by(row, trace)) };
  };
}

export function change(which: Test, by: (row: Row, trace: PlainTrace) => Partial<Row>): TraceMutant['apply'] {
  return replace(which, (row, trace) => [{ ...row, ...by(row, trace) }]);
}

export function drop(which: Test): TraceMutant['apply'] {
  return replace(which, () => []);
}

export function repeat(which: Test): TraceMutant['apply'] {
  return replace(which, (row) => [row, row]);
}

/** The first pair of rows that `which` picks; the second is changed. */
export function changeOfPair(
  trace: PlainTrace,
  which: (first: Row, second: Row) => boolean,
  by: (first: Row) => Partial<Row>,
): PlainTrace | null {
  for (const first of trace.rows) {
    const second = trace.rows.find((row) => row !== first && which(first, row));
    if (second !== undefined) return { ...trace, rows: trace.rows.with(second.index, { ...second, ...by(first) }) };
  }
  return null;
}
