/** The sequence diagram with everything around it: one scroll for one call, or for two mechanisms side by side. */
import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { formatCount } from '../../../src/base/format.ts';
import { axisFormat } from '../base/times.ts';
import { useMetrics } from '../base/use-metrics.ts';
import { useScrollWindow, useWidth } from '../base/use-size.ts';
import { DELTA_WIDTH, Deltas } from '../compare/deltas.tsx';
import { HoverCard } from '../details/card.tsx';
import { DetailsPane } from '../details/pane.tsx';
import { useStore } from '../host/context.ts';
import type { Side } from '../host/store.ts';
import { layoutColumns } from '../layout/columns.ts';
import { Heads, needsMachines } from './heads.tsx';
import { Legend } from './legend.tsx';
import { Panel } from './panel.tsx';
import { Toolbar } from './toolbar.tsx';
import { useRows } from './use-rows.ts';
import { useScale } from './use-scale.ts';

/** Narrowest diagram beside another one. */
const NARROWEST = 290;
/** From this width on there is room for the differences between two diagrams. */
const ROOMY = 900;

export function Stage({ main, other }: { main: SequenceModel; other: SequenceModel | null }): JSX.Element {
  const store = useStore();
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const seen = useScrollWindow(ref);
  const axis = store.axis.value;
  const { scale, zoom } = useScale(ref, main, other);
  const deltas = other !== null && axis === 'compressed' && width >= ROOMY;
  const each = other === null ? width : Math.max(NARROWEST, Math.floor((width - (deltas ? DELTA_WIDTH : 0) - 2) / 2));
  const stacked = layoutColumns({ width: each, lanes: 1, depth: 0, axis }).stacked;
  const rows = useRows({ main, other, axis, scale, rowHeight: stacked ? 46 : 30 });
  const format = axisFormat(Math.max(main.latency, other?.latency ?? 0));
  const grouped = needsMachines(main.lifelines) || (other !== null && needsMachines(other.lifelines));
  const least = other === null ? 0 : Math.max(rows.main.height, rows.other.height);
  return (
    <>
      <Toolbar zoom={zoom} />
      {store.legend.value && <Legend models={other === null ? [main] : [main, other]} />}
      {main.omitted > 0 && (
        <p class="notice">
          The diagram shows the first {formatCount(main.steps.length)} steps; {formatCount(main.omitted)} more follow.
          The heatmap counts them all.
        </p>
      )}
      <div class="stage">
        <div class={`scroll${other === null ? '' : ' double'}`} ref={ref}>
          {width > 0 && (
            <div class="sides">
              <OneSide
                side="main"
                model={main}
                double={other !== null}
                width={each}
                rows={rows.main}
                seen={seen}
                scale={scale}
                zoom={zoom}
                least={least}
                format={format}
                grouped={grouped}
              />
              {deltas && (
                <Deltas
                  main={main}
                  other={other}
                  rows={rows}
                  format={format}
                  from={seen.top - 400}
                  to={seen.top + seen.height + 400}
                  grouped={grouped}
                />
              )}
              {other !== null && (
                <OneSide
                  side="other"
                  model={other}
                  double
                  width={each}
                  rows={rows.other}
                  seen={seen}
                  scale={scale}
                  zoom={zoom}
                  least={least}
                  format={format}
                  grouped={grouped}
                />
              )}
            </div>
          )}
        </div>
        <DetailsPane onlyPinned={other !== null} />
      </div>
      <HoverCard />
    </>
  );
}

type OneSideProps = {
  readonly side: Side;
  readonly model: SequenceModel;
  readonly width: number;
  readonly double: boolean;
  readonly grouped: boolean;
} & Pick<Parameters<typeof Panel>[0], 'rows' | 'seen' | 'scale' | 'zoom' | 'least' | 'format'>;

function OneSide(props: OneSideProps): JSX.Element {
  const { side, model, width, double, rows, seen, scale, zoom, least, format, grouped } = props;
  const store = useStore();
  const metrics = useMetrics();
  const axis = store.axis.value;
  const variant = side === 'main' ? store.shownVariant.value : store.otherVariant.value;
  const depth = useMemo(() => model.steps.reduce((most, step) => Math.max(most, step.depth), 0), [model]);
  const columns = useMemo(
    () => layoutColumns({ width, lanes: model.lifelines.length, depth, axis }),
    [width, model, depth, axis],
  );
  return (
    <div class="side">
      <Heads
        lifelines={model.lifelines}
        columns={columns}
        unit={format.unit}
        name={double ? (variant?.name ?? '') : null}
        grouped={grouped}
      />
      <Panel
        side={side}
        model={model}
        sites={variant?.sites ?? []}
        rows={rows}
        columns={columns}
        axis={axis}
        scale={scale}
        seen={seen}
        metrics={metrics}
        zoom={zoom}
        least={least}
        format={format}
      />
    </div>
  );
}
