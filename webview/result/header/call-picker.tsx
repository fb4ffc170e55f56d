/** One of many calls: the first, the typical, the slowest, or by its number; all of them or those that failed. */
import type { JSX } from 'preact';
import { formatCount } from '../../../src/base/format.ts';
import { Choose } from '../base/choose.tsx';
import { Waiting } from '../base/waiting.tsx';
import { useStore } from '../host/context.ts';
import type { Choice, Store } from '../host/store.ts';

const CHOICES: readonly { readonly value: Choice; readonly text: string; readonly title: string }[] = [
  { value: 'first', text: 'First', title: 'The first call: it may do more than later ones' },
  { value: 'typical', text: 'Typical', title: 'The call whose latency is the median' },
  { value: 'slowest', text: 'Slowest', title: 'The first of the slowest calls' },
];

export function CallPicker(): JSX.Element | null {
  const store = useStore();
  const summary = store.summary.value;
  const model = store.sequence.latest.value;
  if (summary === null || summary.count < 2 || (model !== null && model.path < 0)) return null;
  const failedOnly = store.failedOnly.value;
  const total = failedOnly ? (store.calls.latest.value?.total ?? summary.failed) : summary.count;
  const at = failedOnly ? store.failedAt.value : (model?.number ?? 1) - 1;
  return (
    <fieldset class="call-picker">
      <legend>Which call</legend>
      <Choose
        label="Which call"
        options={CHOICES}
        value={store.choice.value}
        onChange={(choice) => choose(store, choice)}
      />
      <span class="group">
        <button
          type="button"
          class="icon"
          aria-label="Call before"
          title="Call before"
          disabled={at <= 0}
          onClick={() => pick(store, at - 1)}
        >
          ‹
        </button>
        <label>
          <span class="hidden">Number of the call</span>
          <input
            type="number"
            min={1}
            max={total}
            value={String(at + 1)}
            onChange={(event) =>
              pick(store, Math.min(Math.max(1, Math.round(event.currentTarget.valueAsNumber) || 1), total) - 1)
            }
          />
        </label>
        <span>
          of {formatCount(total)}
          {failedOnly ? ' failed' : ''}
        </span>
        <button
          type="button"
          class="icon"
          aria-label="Call after"
          title="Call after"
          disabled={at >= total - 1}
          onClick={() => pick(store, at + 1)}
        >
          ›
        </button>
      </span>
      {summary.failed > 0 && (failedOnly || model?.outcome != null) && (
        <label class="check">
          <input
            type="checkbox"
            checked={failedOnly}
            onChange={(event) => showFailed(store, event.currentTarget.checked)}
          />
          failed only ({formatCount(summary.failed)})
        </label>
      )}
      <Waiting remote={store.calls} what="the list of calls" />
    </fieldset>
  );
}

function choose(store: Store, choice: Choice): void {
  store.failedOnly.value = false;
  store.pinned.value = null;
  store.choice.value = choice;
}

/** From now on only those that failed, beginning with the first; or all again. */
export function showFailed(store: Store, failedOnly: boolean): void {
  store.failedOnly.value = failedOnly;
  if (failedOnly) pick(store, 0);
}

/** Asks for the call at a place (0-based) among those that are looked at; the answer opens it. */
function pick(store: Store, at: number): void {
  const summary = store.summary.peek();
  if (summary === null) return;
  const failedOnly = store.failedOnly.peek();
  if (failedOnly) store.failedAt.value = at;
  store.pinned.value = null;
  store.calls.reset();
  store.calls.ask({ variant: store.variant.peek(), path: summary.path, from: at, count: 1, failedOnly });
}
