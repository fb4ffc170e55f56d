/** The details of the step that was kept, or what the whole call consists of. */
import type { JSX } from 'preact';
import { visible, withArrows } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import { GlyphIcon } from '../sequence/glyph.tsx';
import { AvoidedBy, Cost, Facts, LinkButton } from './body.tsx';
import { type Found, findMark } from './find.ts';
import { CallShares } from './shares.tsx';

/** `onlyPinned`: nothing is shown until a step is kept; so it is in narrow panels as well. */
export function DetailsPane({ onlyPinned = false }: { onlyPinned?: boolean }): JSX.Element | null {
  const store = useStore();
  const found = findMark(store, store.pinned.value);
  const model = store.sequence.latest.value;
  if (found === null && onlyPinned) return null;
  return (
    <aside class={found === null ? 'pane shares-pane' : 'pane'} aria-label="Details" aria-live="polite">
      {found !== null ? <Pinned found={found} /> : model !== null && <CallShares model={model} />}
    </aside>
  );
}

function Pinned({ found }: { found: Found }): JSX.Element {
  const store = useStore();
  const { kind, letter, details } = found;
  return (
    <>
      <div class="pane-head">
        <h2>
          <GlyphIcon kind={kind} letter={letter} />
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
