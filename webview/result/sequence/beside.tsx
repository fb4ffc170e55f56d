/** What goes on beside the steps: dots while a processor polls, a dashed frame while one idles in the domain, a bolt for an earlier cut. */
import type { JSX } from 'preact';
import { besideInWords } from '../../../src/analysis/beside.ts';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import type { Side } from '../host/store.ts';
import { type BesideBar, STANDBY_WIDTH } from '../layout/beside.ts';
import type { Diagram } from '../layout/diagram.ts';
import type { Stop } from '../layout/stops.ts';
import { Glyph } from './glyph.tsx';
import { markId } from './ids.ts';

interface BesideProps {
  readonly side: Side;
  readonly model: SequenceModel;
  readonly diagram: Diagram;
  readonly stops: readonly Stop[];
  /** Row of the mark that Tab reaches. */
  readonly active: number;
  readonly from: number;
  readonly to: number;
}

export function BesideShapes(props: BesideProps): JSX.Element {
  const { diagram, stops, active, from, to } = props;
  return (
    <>
      {diagram.beside.map((bar) => {
        const { row } = bar.span;
        if (row !== active && (bar.bottom < from || bar.top > to)) return null;
        // Who looks for the call's packets has a step for that: the bar is part of it.
        if (bar.step !== null)
          return (
            <g key={row} class={classOf(bar)} data-label={bar.step} aria-hidden="true">
              <Shape {...props} bar={bar} />
            </g>
          );
        return <Option key={row} {...props} bar={bar} position={stops.findIndex((stop) => stop.row === row)} />;
      })}
    </>
  );
}

type OneProps = BesideProps & { readonly bar: BesideBar };

function Option(props: OneProps & { readonly position: number }): JSX.Element {
  const { side, model, bar, stops, active, position } = props;
  const { span } = bar;
  const pinned = useStore().pinned.value;
  const isPinned = pinned?.side === side && pinned.row === span.row;
  return (
    <g
      id={markId(side, span.row)}
      class={`${classOf(bar)}${isPinned ? ' pinned' : ''}`}
      role="option"
      tabindex={span.row === active ? 0 : -1}
      aria-label={visible(besideInWords(span, model.lifelines), 300)}
      aria-selected={isPinned}
      aria-posinset={position + 1}
      aria-setsize={stops.length}
      data-row={span.row}
    >
      <Shape {...props} />
    </g>
  );
}

function classOf({ span }: BesideBar): string {
  if (span.kind === 'cut') return 'aside earlier-cut';
  return `aside standby ${span.polls ? 'polls' : 'idles'}`;
}

/** Around a bar, so that it can be pointed at. */
const REACH = 3;
/** Half of the bolt with its frame. */
const BOLT = 13;

function Shape({ bar, from, to, diagram }: OneProps): JSX.Element {
  const { span, x } = bar;
  if (span.kind === 'cut') {
    const y = (diagram.steps[0]?.bottom ?? bar.top) - BOLT - 2;
    return (
      <>
        <rect class="row" x={x - BOLT} y={y - BOLT} width={2 * BOLT} height={2 * BOLT} rx={3} />
        <Glyph kind="fault" letter="Z" x={x} y={y} />
      </>
    );
  }
  const top = Math.max(bar.top, from - 50);
  const bottom = Math.min(bar.bottom, to + 50);
  const height = Math.max(1, bottom - top);
  return (
    <>
      <rect
        class="row"
        x={x - STANDBY_WIDTH / 2 - REACH}
        y={top - 1}
        width={STANDBY_WIDTH + 2 * REACH}
        height={height + 2}
        rx={3}
      />
      <rect class="bar" x={x - STANDBY_WIDTH / 2} y={top} width={STANDBY_WIDTH} height={height} rx={2} />
      {span.polls && height > 6 && <path class="dots" d={`M${x} ${top + 4}V${bottom - 2}`} />}
    </>
  );
}
