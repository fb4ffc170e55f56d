/** The numbers of the shown call, or of two mechanisms under each other. */
import type { JSX } from 'preact';
import type { CallSummary } from '../../../src/analysis/run-models.ts';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { Explained } from '../base/explained.tsx';
import { Name } from '../base/text.tsx';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import { latencyTotal, mainTotals, meanTotal, rareTotals, type Total } from './definitions.ts';

export function TotalsStrip(): JSX.Element | null {
  const store = useStore();
  const main = store.sequence.latest.value;
  const summary = store.summary.value;
  const other = store.otherCall.value === null ? null : store.otherSequence.latest.value;
  const otherSummary = store.otherSummary.value;
  if (main === null) return null;
  return (
    <div class="totals">
      <TotalsRow model={main} summary={summary} beside={other} />
      {other !== null && otherSummary !== null && <TotalsRow model={other} summary={otherSummary} beside={main} />}
    </div>
  );
}

function TotalsRow({
  model,
  summary,
  beside,
}: {
  model: SequenceModel;
  /** Null where the run has binding acts alone. */
  summary: CallSummary | null;
  /** The other of two calls that stand beside each other. */
  beside: SequenceModel | null;
}): JSX.Element {
  const bind = model.path < 0;
  const named = beside !== null;
  return (
    <ul class="totals-row" aria-label={named ? `Totals of ${summary?.via.slice(0, 60) ?? ''}` : 'Totals of the call'}>
      {named && (
        <li class="totals-name">
          <Name text={summary?.via ?? ''} longest={40} />
        </li>
      )}
      <TotalItem total={latencyTotal(model.latency, bind)} strong />
      {model.outcome !== null && <li class="total outcome">{visible(model.outcome, 200)}</li>}
      {!bind && summary !== null && summary.count > 1 && <TotalItem total={meanOf(summary)} />}
      {mainTotals(model.perCall, beside?.perCall ?? null).map((total) => (
        <TotalItem key={total.name} total={total} strong />
      ))}
      {!named && rareTotals(model.perCall).map((total) => <TotalItem key={total.name} total={total} />)}
    </ul>
  );
}

function meanOf({ count, latency: { mean, p50, p95, p99, max } }: CallSummary): Total {
  return meanTotal(count, mean, [
    ['Median', p50],
    ['95 %', p95],
    ['99 %', p99],
    ['slowest', max],
  ]);
}

function TotalItem({ total, strong = false }: { total: Total; strong?: boolean }): JSX.Element {
  return (
    <li class={strong ? 'total strong' : 'total'}>
      <Explained explanation={total.definition}>
        <span class="total-value">{total.value}</span> <span class="total-name">{total.name}</span>
      </Explained>
    </li>
  );
}
