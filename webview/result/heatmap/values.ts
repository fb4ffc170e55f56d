/** Numbers in cells. */

import type { HeatCell, HeatmapMeasure, HeatmapModel } from '../../../src/analysis/heatmap-models.ts';
import { formatMean } from '../../../src/base/format.ts';
import { axisFormat } from '../base/times.ts';

export interface CellFormat {
  /** What the numbers are, for the corner of the table. */
  readonly unit: string;
  readonly text: (cell: HeatCell) => string;
}

export function cellFormat(model: HeatmapModel, measure: HeatmapMeasure): CellFormat {
  if (measure === 'count') return { unit: 'times per call', text: (cell) => formatMean(cell.count) };
  if (measure === 'bytes') return { unit: 'bytes per call', text: (cell) => formatMean(cell.bytes) };
  const most = model.columns.reduce((value, column) => Math.max(value, column.total.time), 0);
  const { unit, span } = axisFormat(most);
  return { unit: `${unit} per call`, text: (cell) => span(cell.time) };
}

/** The largest value of a single cell: what has the strongest colour. */
export function largest(model: HeatmapModel, measure: HeatmapMeasure): number {
  return model.rows.reduce(
    (most, row) => row.cells.reduce((value, cell) => Math.max(value, cell?.[measure] ?? 0), most),
    0,
  );
}
