/** Spans in which a link carries nothing: from its cut to its restoration, as far as the call goes. */
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import type { Rows } from './axis.ts';

export interface CutSpan {
  /** The link's lifeline. */
  readonly lane: number;
  readonly top: number;
  readonly bottom: number;
}

export function cutSpans(
  { steps, beside }: Pick<SequenceModel, 'steps' | 'beside'>,
  sites: readonly Site[],
  rows: Rows,
): readonly CutSpan[] {
  const first = rows.top[0] ?? 0;
  const since = new Map(beside.flatMap(({ kind, lane }) => (kind === 'cut' ? [[lane, first] as const] : [])));
  const spans: CutSpan[] = [];
  steps.forEach(({ kind, link, site }, i) => {
    if (kind !== 'fault' || link === null) return;
    const y = ((rows.top[i] ?? 0) + (rows.bottom[i] ?? 0)) / 2;
    const top = since.get(link);
    const verb = sites[site]?.verb;
    if (verb === 'cut') since.set(link, top ?? y);
    if (verb !== 'restore') return;
    spans.push({ lane: link, top: top ?? first, bottom: y });
    since.delete(link);
  });
  const end = rows.bottom.reduce((most, bottom) => Math.max(most, bottom), 0);
  for (const [lane, top] of since) spans.push({ lane, top, bottom: end });
  return spans;
}
