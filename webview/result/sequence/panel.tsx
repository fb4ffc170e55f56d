/** The diagram of one call: an SVG of which only the part in view exists. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Site } from '../../../src/sim/spec/site.ts';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import { endOf, scaleTicks } from '../layout/axis.ts';
import { type Diagram, type DrawnStep, layoutDiagram } from '../layout/diagram.ts';
import { BesideShapes } from './beside.tsx';
import { Ground } from './ground.tsx';
import { markId } from './ids.ts';
import type { PanelProps } from './panel-props.ts';
import { Ribbon } from './ribbon.tsx';
import { Step } from './step.tsx';
import { Pointed, Texts } from './texts.tsx';
import { usePointer } from './use-pointer.ts';
import { useWalk, type Walk } from './use-walk.ts';

/** Pixels above and below the part in view that are drawn as well. */
const AHEAD = 400;

export function Panel(props: PanelProps): JSX.Element {
  const { side, model, sites, rows, columns, axis, scale, seen, least, format } = props;
  const diagram = useMemo(
    () => layoutDiagram({ model, sites, rows, columns, axis, least }),
    [model, sites, rows, columns, axis, least],
  );
  const from = seen.top - AHEAD;
  const to = seen.top + seen.height + AHEAD;
  const end = useMemo(() => endOf(model.steps), [model]);
  const walk = useWalk(props, diagram);
  const pointer = usePointer(props);
  const ticks = axis === 'scale' ? scaleTicks(end, scale, 60, from, to) : [];
  const drawn = inView(diagram, from, to, walk.active);
  return (
    <svg
      class={`sequence axis-${axis}`}
      width={columns.width}
      height={diagram.height}
      role="listbox"
      aria-label={`Steps of ${visible(model.title, 200)}, call ${model.number}`}
      aria-orientation="vertical"
      {...walk.handlers}
      {...pointer}
    >
      <Ground diagram={diagram} lifelines={model.lifelines} from={from} to={to} ticks={ticks} tickText={format.text} />
      {axis === 'scale' && <Ribbon diagram={diagram} from={from} to={to} />}
      {drawn.map((each) => (
        <PanelStep key={each.index} {...props} drawn={each} walk={walk} />
      ))}
      <BesideShapes
        side={side}
        model={model}
        diagram={diagram}
        stops={walk.stops}
        active={walk.active}
        from={from}
        to={to}
      />
      <Texts {...props} diagram={diagram} from={from} to={to} />
      <Pointed {...props} diagram={diagram} />
    </svg>
  );
}

/** The steps that reach into the window, and the one that has the focus. */
function inView(diagram: Diagram, from: number, to: number, active: number): readonly DrawnStep[] {
  return diagram.steps.filter(
    (each) => each.step.row === active || (Math.max(each.bottom, each.arrivalY) >= from && each.top <= to),
  );
}

type PanelStepProps = PanelProps & { readonly drawn: DrawnStep; readonly walk: Walk };

function PanelStep({ side, model, sites, columns, axis, drawn, walk }: PanelStepProps): JSX.Element {
  const store = useStore();
  const pinned = store.pinned.value;
  return (
    <Step
      id={markId(side, drawn.step.row)}
      drawn={drawn}
      model={model}
      sites={sites}
      columns={columns}
      scaled={axis === 'scale'}
      position={walk.positions[drawn.index] ?? 0}
      stops={walk.stops.length}
      active={drawn.step.row === walk.active}
      pinned={pinned?.side === side && pinned.row === drawn.step.row}
      atCursor={isAt(sites[drawn.step.site], store.cursor.value)}
    />
  );
}

function isAt(site: Site | undefined, cursor: { readonly uri: string; readonly line: number } | null): boolean {
  const source = site?.source;
  return (
    source != null &&
    cursor !== null &&
    source.uri === cursor.uri &&
    source.line <= cursor.line &&
    cursor.line <= source.endLine
  );
}
