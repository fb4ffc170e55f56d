/** Spans in which a link carries nothing: from its cut to its restoration, as far as the call tells. */
import type { SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import type { Rows } from './axis.ts';

export interface CutSpan {
  /** The link's lifeline. */
  readonly lane: number;
  readonly top: number;
  readonly bottom: number;
}

export function cutSpans(steps: readonly SequenceStep[], sites: readonly Site[], rows: Rows): readonly CutSpan[] {
  const since = new Map<number, number>();
  const spans: CutSpan[] = [];
  steps.forEach(({ kind, link, site }, i) => {
    if (kind !== 'fault' || link === null) return;
    const y = ((rows.top[i] ?? 0) + (rows.bottom[i] ?? 0)) / 2;
    const top = since.get(link);
    const verb = sites[site]?.verb;
    if (verb === 'cut') since.set(link, top ?? y);
    if (verb !== 'restore') return;
    // Without a cut in the call the link was cut before it began.
    spans.push({ lane: link, top: top ?? rows.top[0] ?? 0, bottom: y });
    since.delete(link);
  });
  const end = rows.bottom.reduce((most, bottom) => Math.max(most, bottom), 0);
  for (const [lane, top] of since) spans.push({ lane, top, bottom: end });
  return spans;
}
