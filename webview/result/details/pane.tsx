/** The details of the step that was kept, or what the whole call consists of. */
import type { JSX } from 'preact';
import { formatShare, formatTime, plural } from '../../../src/analysis/format.ts';
import type { SequenceModel } from '../../../src/analysis/models.ts';
import { kindName, letterOf, lookOf } from '../base/kinds.ts';
import { visible, withArrows } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import { GlyphIcon } from '../sequence/glyph.tsx';
import { AvoidedBy, Cost, Facts, LinkButton } from './body.tsx';
import { detailsOf, type FoundStep, findStep } from './find.ts';

/** `onlyPinned`: nothing is shown until a step is kept; so it is in narrow panels as well. */
export function DetailsPane({ onlyPinned = false }: { onlyPinned?: boolean }): JSX.Element | null {
  const store = useStore();
  const found = findStep(store, store.pinned.value);
  const model = store.sequence.latest.value;
  if (found === null && onlyPinned) return null;
  return (
    <aside class={found === null ? 'pane shares-pane' : 'pane'} aria-label="Details" aria-live="polite">
      {found !== null ? <Pinned found={found} /> : model !== null && <CallShares model={model} />}
    </aside>
  );
}

function Pinned({ found }: { found: FoundStep }): JSX.Element {
  const store = useStore();
  const details = detailsOf(found);
  return (
    <>
      <div class="pane-head">
        <h2>
          <GlyphIcon kind={found.step.kind} letter={letterOf(found.step)} />
          {withArrows(details.title, 300)}
        </h2>
        <button
          type="button"
          class="icon"
          aria-label="Let go of this step"
          title="Let go of this step"
          onClick={() => (store.pinned.value = null)}
        >
          ×
        </button>
      </div>
      <p>{visible(details.what)}</p>
      {details.links.length > 0 && (
        <p class="links">
          {details.links.map((link, i) => (
            <LinkButton key={i} title={link.title} at={link.at} reveal={store.reveal} />
          ))}
        </p>
      )}
      <Facts facts={details.facts} />
      <Cost details={details} reveal={store.reveal} />
      <AvoidedBy details={details} reveal={store.reveal} />
      {details.doc !== null && details.doc !== details.what && (
        <section>
          <h3>From the mechanism</h3>
          <p class="doc">{visible(details.doc)}</p>
        </section>
      )}
    </>
  );
}

/** What the latency is made of, on the path, by kind. */
function CallShares({ model }: { model: SequenceModel }): JSX.Element {
  const shares = model.shares.filter(({ time }) => time > 0);
  const timeless = model.shares.reduce((sum, { time, count }) => sum + (time > 0 ? 0 : count), 0);
  return (
    <>
      <h2>Where the {formatTime(model.latency)} go</h2>
      <ul class="shares">
        {shares.map(({ kind, time, count }) => (
          <li key={kind}>
            {kind === 'nested' ? (
              <span class="glyph-icon" />
            ) : (
              <GlyphIcon kind={kind} letter={letterOf({ kind, letter: null })} />
            )}
            <span class="share-name">
              {kindName(kind)}
              {count > 1 ? ` × ${count}` : ''}
            </span>
            <span class="share-time">{formatTime(time)}</span>
            <span class="share-part">{formatShare(time, model.latency)}</span>
            <span
              class={`share-bar f-${kind === 'nested' ? 'transfer' : lookOf(kind).family}`}
              style={{ width: `${(100 * time) / Math.max(1, model.latency)}%` }}
            />
          </li>
        ))}
      </ul>
      {timeless > 0 && (
        <p class="hint">
          {plural(timeless, 'more step')} on the path cost nothing or are part of another step’s price.
        </p>
      )}
      <p class="hint">
        Point at a mark, or walk with the arrow keys, to see what it is. A click keeps its details here.
      </p>
    </>
  );
}
