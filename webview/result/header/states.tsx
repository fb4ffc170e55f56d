/** A run that is on its way, that failed, or in which nothing was called. */
import type { JSX } from 'preact';
import type { RunOverview } from '../../../src/analysis/run-models.ts';
import { formatCount, formatTime, plural } from '../../../src/base/format.ts';
import type { RunStatus } from '../../../src/protocol/result.ts';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';

export function Running({ status }: { status: Extract<RunStatus, { state: 'running' }> }): JSX.Element {
  const store = useStore();
  return (
    <section class="state" aria-label="Running">
      <h1>Running {visible(status.scenario, 120)}</h1>
      <progress aria-label="Progress of the run" />
      <p role="status">
        {status.variant === '' ? '' : `${visible(status.variant, 80)}: `}
        {plural(status.rows, 'step')} recorded{status.rows > 0 ? `, ${formatTime(status.time)} simulated` : ''}
      </p>
      <button type="button" onClick={() => store.post({ kind: 'cancel' })}>
        Cancel
      </button>
    </section>
  );
}

export function Failed({ message }: { message: string }): JSX.Element {
  const store = useStore();
  return (
    <section class="state" aria-label="Failed">
      <h1>The scenario did not run</h1>
      <p role="alert" class="failed">
        {visible(message)}
      </p>
      <button type="button" onClick={() => store.post({ kind: 'rerun' })}>
        Run again
      </button>
    </section>
  );
}

/** Says why there is nothing to draw. */
export function NoCalls({ overview }: { overview: RunOverview }): JSX.Element {
  const store = useStore();
  const variant = store.shownVariant.value;
  return (
    <section class="state" aria-label="No calls">
      <h2>No call ended in this run</h2>
      <p>{variant === null ? 'The scenario has nothing to run.' : reason(variant.end.reason, variant.rows)}</p>
      {overview.problems.length > 0 && <p>What the run found stands above.</p>}
      <p class="hint">
        A call is written in the body of a thread: <code>thread T in Client {'{ binding.Procedure }'}</code>
      </p>
    </section>
  );
}

function reason(end: string, rows: number): string {
  if (end !== 'finished') return 'It stopped before a call came back: the reason stands above.';
  return rows === 0
    ? 'Its threads do nothing.'
    : `Its threads took ${formatCount(rows)} ${rows === 1 ? 'step' : 'steps'}, but made no call over a binding.`;
}
