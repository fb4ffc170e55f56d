import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import type { AxisFormat } from '../base/times.ts';
import type { Metrics } from '../base/use-metrics.ts';
import type { ScrollWindow } from '../base/use-size.ts';
import type { Side } from '../host/store.ts';
import type { Rows } from '../layout/axis.ts';
import type { Columns } from '../layout/columns.ts';

/** What the diagram of one call is drawn from; its parts take what they need. */
export interface PanelProps {
  readonly side: Side;
  readonly model: SequenceModel;
  readonly sites: readonly Site[];
  readonly rows: Rows;
  readonly columns: Columns;
  readonly axis: 'scale' | 'compressed';
  /** Pixels for a picosecond on the axis to scale. */
  readonly scale: number;
  readonly seen: ScrollWindow;
  readonly metrics: Metrics;
  readonly format: AxisFormat;
  /** Height of the diagram beside this one, 0 if there is none. */
  readonly least: number;
  readonly zoom: (factor: number | null, at: number | null) => void;
}
