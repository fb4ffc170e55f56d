/** Rows of the one or two diagrams in a scroll: to scale both have the same time, compressed alike steps stand side by side. */
import { useMemo } from 'preact/hooks';
import type { SequenceModel } from '../../../src/analysis/models.ts';
import type { Side } from '../host/store.ts';
import { compressedRows, type Rows, scaledRows } from '../layout/axis.ts';

interface RowsInput {
  readonly main: SequenceModel;
  readonly other: SequenceModel | null;
  readonly axis: 'scale' | 'compressed';
  readonly scale: number;
  readonly rowHeight: number;
}

export function useRows({ main, other, axis, scale, rowHeight }: RowsInput): { readonly [side in Side]: Rows } {
  return useMemo(() => {
    const rows = (model: SequenceModel): Rows =>
      axis === 'scale' ? scaledRows(model.steps, scale) : compressedRows(model.steps.map((_, i) => i), rowHeight);
    return { main: rows(main), other: rows(other ?? main) };
  }, [main, other, axis, scale, rowHeight]);
}
