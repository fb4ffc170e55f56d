/** Arrows between lifelines: bytes go in thick lines with an open head, control in thin lines with a filled one. */
import type { JSX } from 'preact';
import { type Columns, laneX } from '../layout/columns.ts';
import type { DrawnStep } from '../layout/diagram.ts';
import type { Transfer } from '../layout/transfers.ts';

/** Arrows begin and end beside the activation bars. */
const BESIDE = 8;

export function StepArrows({ drawn, columns }: { drawn: DrawnStep; columns: Columns }): JSX.Element {
  const { transfer, onward, arrowY, barX, top } = drawn;
  return (
    <>
      {onward !== null && <Arrow transfer={onward} columns={columns} y={top + 2} />}
      {transfer !== null &&
        (transfer.from === transfer.to ? (
          <Loop x={barX} y={arrowY} page={drawn.mark?.x ?? barX + 22} />
        ) : (
          <Arrow transfer={transfer} columns={columns} y={arrowY} />
        ))}
    </>
  );
}

function Arrow({ transfer, columns, y }: { transfer: Transfer; columns: Columns; y: number }): JSX.Element {
  if (transfer.kind === 'lost') return <Lost transfer={transfer} columns={columns} y={y} />;
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

/** A packet that does not arrive: the line ends in a cross between the machines. */
function Lost({ transfer, columns, y }: { transfer: Transfer; columns: Columns; y: number }): JSX.Element {
  const direction = Math.sign(transfer.to - transfer.from);
  const from = laneX(columns, transfer.from) + direction * BESIDE;
  const end = from + (laneX(columns, transfer.to) - from) * 0.6;
  return (
    <g class="arrow arrow-packet arrow-lost">
      <path class="line" d={`M${from} ${y}H${end}`} />
      <path class="head" d={`M${end - 5} ${y - 5}l10 10m0 -10l-10 10`} />
    </g>
  );
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
