/** What the latency is made of, on the path, by kind; each kind leads to its steps, one after the other. */
import type { JSX } from 'preact';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { formatShare, formatTime, plural } from '../../../src/base/format.ts';
import { kindName, letterOf, lookOf } from '../base/kinds.ts';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import type { Store } from '../host/store.ts';
import { focusMark } from '../sequence/focus.ts';
import { GlyphIcon } from '../sequence/glyph.tsx';

type Share = SequenceModel['shares'][number];

export function CallShares({ model }: { model: SequenceModel }): JSX.Element {
  const shares = model.shares.filter(({ time }) => time > 0);
  const timeless = model.shares.reduce((sum, { time, count }) => sum + (time > 0 ? 0 : count), 0);
  return (
    <>
      <h2>Where the {formatTime(model.latency)} go</h2>
      <ul class="shares">
        {shares.map((share) => (
          <li key={share.kind}>
            <ShareRow share={share} model={model} />
          </li>
        ))}
      </ul>
      {timeless > 0 && (
        <p class="hint">
          {plural(timeless, 'more step')} on the path cost nothing or are part of another step’s price.
        </p>
      )}
      <About />
      <p class="hint">
        Point at a mark, or walk with the arrow keys, to see what it is. A click keeps its details here.
      </p>
    </>
  );
}

/** What the mechanism is: its own words, folded away until they are asked for. */
function About(): JSX.Element | null {
  const { summary } = useStore();
  const { about = [], mechanism = '' } = summary.value ?? {};
  if (about.length === 0) return null;
  return (
    <details class="about">
      <summary>About {visible(mechanism, 60)}</summary>
      {about.map((paragraph, i) => (
        <p key={i}>{visible(paragraph, 4_000)}</p>
      ))}
    </details>
  );
}

function ShareRow({ share: { kind, time, count }, model }: { share: Share; model: SequenceModel }): JSX.Element {
  const store = useStore();
  const nested = kind === 'nested';
  return (
    <button
      type="button"
      class="share-row"
      title={`To the next: ${kindName(kind)}`}
      onClick={() => goToNext(store, model, kind)}
    >
      {nested ? <span class="glyph-icon" /> : <GlyphIcon kind={kind} letter={letterOf({ kind, letter: null })} />}
      <span class="share-name">
        {kindName(kind)}
        {count > 1 ? ` × ${count}` : ''}
      </span>
      <span class="share-time">{formatTime(time)}</span>
      <span class="share-part">{formatShare(time, model.latency)}</span>
      <span
        class={`share-bar f-${nested ? 'transfer' : lookOf(kind).family}`}
        style={{ width: `${(100 * time) / Math.max(1, model.latency)}%` }}
      />
    </button>
  );
}

/** The next step of a kind after the one that has or had the focus; without a diagram its details are kept. */
function goToNext(store: Store, model: SequenceModel, kind: Share['kind']): void {
  const at = model.steps.findIndex((step) => step.row === store.focused.main.value);
  const matching = model.steps.flatMap((step, i) =>
    (kind === 'nested' ? step.depth > 0 : step.kind === kind && step.depth === 0 && step.onPath) ? [i] : [],
  );
  const next = matching.find((i) => i > at) ?? matching[0];
  const step = next === undefined ? undefined : model.steps[next];
  if (next === undefined || step === undefined) return;
  if (store.view.value !== 'sequence') {
    store.pinned.value = { side: 'main', row: step.row };
    return;
  }
  store.focused.main.value = step.row;
  focusMark('main', step.row);
}
