/** The halves of each call: the way there, what the procedure does, the way back. A binding act has none: it is one. */
import type { SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import type { Rows } from './axis.ts';

export type Half = 'bind' | 'call' | 'body' | 'return';

export interface Bracket {
  readonly call: number;
  readonly depth: number;
  readonly half: Half;
  readonly top: number;
  readonly bottom: number;
}

interface Extent {
  readonly call: number;
  readonly depth: number;
  readonly top: number;
  isBind: boolean;
  bottom: number;
  callEnd: number;
  returnStart: number | null;
}

export function callBrackets(steps: readonly SequenceStep[], sites: readonly Site[], rows: Rows): readonly Bracket[] {
  const extents = new Map<number, Extent>();
  steps.forEach((step, i) => {
    if (!step.onPath) return;
    const top = rows.top[i] ?? 0;
    const bottom = rows.bottom[i] ?? 0;
    const extent = extents.get(step.call) ?? {
      call: step.call,
      depth: step.depth,
      top,
      isBind: false,
      bottom,
      callEnd: top,
      returnStart: null,
    };
    extents.set(step.call, extent);
    extent.bottom = bottom;
    const section = sites[step.site]?.section;
    extent.isBind ||= section === 'bind';
    if (section === 'call' && step.kind !== 'procedure' && extent.returnStart === null) extent.callEnd = bottom;
    if (section === 'return') extent.returnStart ??= top;
  });
  return [...extents.values()].flatMap(halves);
}

function halves({ call, depth, top, isBind, bottom, callEnd, returnStart }: Extent): readonly Bracket[] {
  if (isBind) return [{ call, depth, half: 'bind', top, bottom }];
  const bodyEnd = returnStart ?? bottom;
  const parts: readonly (readonly [Half, number, number])[] = [
    ['call', top, Math.min(callEnd, bodyEnd)],
    ['body', Math.min(callEnd, bodyEnd), bodyEnd],
    ['return', bodyEnd, bottom],
  ];
  return parts
    .filter(([, from, to]) => to > from)
    .map(([half, from, to]) => ({ call, depth, half, top: from, bottom: to }));
}
