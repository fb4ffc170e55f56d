/** Arrows between lifelines: bytes go in thick lines with an open head, control in thin lines with a filled one. */
import type { JSX } from 'preact';
import { type Columns, laneX, linkWidth } from '../layout/columns.ts';
import { type DrawnStep, nearEdge } from '../layout/diagram.ts';
import type { Transfer } from '../layout/transfers.ts';

/** Arrows begin and end beside the activation bars. */
const BESIDE = 8;

export function StepArrows({ drawn, columns }: { drawn: DrawnStep; columns: Columns }): JSX.Element {
  const { transfer, onward, arrowY, barX, top } = drawn;
  return (
    <>
      {onward !== null && <Arrow transfer={onward} columns={columns} y={top + 2} />}
      {transfer !== null &&
        (transfer.over !== null ? (
          <Packet drawn={drawn} transfer={transfer} over={transfer.over} columns={columns} />
        ) : transfer.from === transfer.to ? (
          <Loop x={barX} y={arrowY} page={drawn.mark?.x ?? barX + 22} />
        ) : (
          <Arrow transfer={transfer} columns={columns} y={arrowY} />
        ))}
    </>
  );
}

function Arrow({ transfer, columns, y }: { transfer: Transfer; columns: Columns; y: number }): JSX.Element {
  const direction = Math.sign(transfer.to - transfer.from);
  const from = laneX(columns, transfer.from) + direction * BESIDE;
  const to = laneX(columns, transfer.to) - direction * BESIDE;
  const neck = transfer.kind === 'control' ? to - direction * 7 : to - direction * 2;
  return (
    <g class={`arrow arrow-${transfer.kind}`}>
      <path class="line" d={`M${from} ${y}H${neck}`} />
      <path class="head" d={head(transfer.kind, to, y, direction)} />
    </g>
  );
}

interface PacketProps {
  readonly drawn: DrawnStep;
  readonly transfer: Transfer;
  readonly over: number;
  readonly columns: Columns;
}

/** From machine to machine: slanting while it is on the link. One that does not arrive ends in a cross on its way. */
function Packet({ drawn, transfer, over, columns }: PacketProps): JSX.Element {
  const { arrowY: from, arrivalY: to, step } = drawn;
  const direction = Math.sign(transfer.to - transfer.from);
  const enters = nearEdge(columns, over, transfer);
  const start = laneX(columns, transfer.from) + direction * BESIDE;
  const end = laneX(columns, transfer.to) - direction * BESIDE;
  const name = `arrow arrow-packet${step.packet === 'retransmission' ? ' arrow-again' : ''}`;
  if (transfer.kind === 'lost') {
    const { x, y } = middleOfWay(drawn, columns, over, transfer);
    return (
      <g class={`${name} arrow-lost`}>
        <path class="line" d={`M${start} ${from}H${enters}L${x} ${y}`} />
        <path class="head" d={`M${x - 6} ${y - 6}l12 12m0 -12l-12 12`} />
      </g>
    );
  }
  const leaves = enters + direction * linkWidth(columns);
  return (
    <g class={name}>
      <path class="line" d={`M${start} ${from}H${enters}L${leaves} ${to}H${end - direction * 2}`} />
      <path class="head" d={head('packet', end, to, direction)} />
    </g>
  );
}

/** Bands that are narrower have no room for words. */
const WORDS_FIT = 44;

/** What a packet's line alone does not say. Not part of the mark, which has a name of its own. */
export function PacketWord({ drawn, columns }: { drawn: DrawnStep; columns: Columns }): JSX.Element | null {
  const { transfer, step } = drawn;
  if (transfer === null || transfer.over === null || linkWidth(columns) < WORDS_FIT) return null;
  const { x, y } = middleOfWay(drawn, columns, transfer.over, transfer);
  const direction = Math.sign(transfer.to - transfer.from);
  if (transfer.kind === 'lost')
    return (
      <text class={`word lost ${direction < 0 ? 'ends' : 'starts'}`} x={x + direction * 12} y={y} dy="0.36em">
        lost
      </text>
    );
  if (step.packet !== 'retransmission') return null;
  return (
    <text class="word" x={x} y={y - 10} dy="0.36em">
      again
    </text>
  );
}

/** A little behind the middle of the slanting part, off the mark. */
function middleOfWay(
  { arrowY, arrivalY }: DrawnStep,
  columns: Columns,
  over: number,
  transfer: Transfer,
): { readonly x: number; readonly y: number } {
  const width = linkWidth(columns);
  const way = width / 2 + 6;
  const x = nearEdge(columns, over, transfer) + Math.sign(transfer.to - transfer.from) * way;
  return { x, y: arrowY + ((arrivalY - arrowY) * way) / Math.max(1, width) };
}

function head(kind: Transfer['kind'], x: number, y: number, direction: number): string {
  if (kind === 'control') return `M${x} ${y}l${-8 * direction} -4.5v9Z`;
  const size = kind === 'copy' || kind === 'packet' ? 7 : 4;
  return `M${x - size * direction} ${y - size}L${x} ${y}L${x - size * direction} ${y + size}`;
}

/** A copy between places of one domain. */
function Loop({ x, y, page }: { x: number; y: number; page: number }): JSX.Element {
  return (
    <g class="arrow arrow-copy">
      <path class="line" d={`M${x + 9} ${y - 6}H${page - 8}M${page - 8} ${y + 6}H${x + 12}`} />
      <path class="head" d={`M${x + 16} ${y + 1}l-5 5l5 5`} />
    </g>
  );
}
