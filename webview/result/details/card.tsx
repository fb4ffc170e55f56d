/** The card beside the mark that is pointed at or focused. Everything in it stands in the details pane as well. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { visible, withArrows } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import type { Store } from '../host/store.ts';
import { placeCard } from '../layout/card.ts';
import { GlyphIcon } from '../sequence/glyph.tsx';
import { AvoidedBy, Cost, Facts } from './body.tsx';
import { findMark } from './find.ts';

/** What the card tells; the pane has the rest. */
const SHORT: ReadonlySet<string> = new Set([
  'From',
  'To',
  'Control goes to',
  'The caller knows',
  'Over',
  'Size',
  'Sent again',
  'Arrives',
  'Handles',
  'Waits for',
  'Takes',
  'Share of the call',
]);

/** A step whose details are in the pane needs no card. */
function isPinned({ hovered, pinned }: Store): boolean {
  return pinned.value !== null && hovered.value?.side === pinned.value.side && hovered.value.row === pinned.value.row;
}

export function HoverCard(): JSX.Element | null {
  const store = useStore();
  const hovered = store.hovered.value;
  const found = findMark(store, hovered);
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const card = ref.current;
    if (card === null || hovered === null) return;
    setPlace(placeCard(hovered.box, card.offsetWidth, card.offsetHeight, window.innerWidth, window.innerHeight));
  }, [hovered]);
  if (hovered === null || found === null || isPinned(store)) return null;
  const { kind, letter, details } = found;
  return (
    <div
      ref={ref}
      class="card"
      role="tooltip"
      style={{
        left: `${place?.left ?? 0}px`,
        top: `${place?.top ?? 0}px`,
        visibility: place === null ? 'hidden' : 'visible',
      }}
    >
      <h2>
        <GlyphIcon kind={kind} letter={letter} />
        {withArrows(details.title, 160)}
      </h2>
      <p>{visible(details.what, 500)}</p>
      <Facts facts={details.facts.filter(({ name }) => SHORT.has(name))} />
      <Cost details={details} reveal={null} />
      <AvoidedBy details={details} reveal={null} />
      <p class="hint">Click: keep and open its line. Keyboard: Enter keeps, o opens.</p>
    </div>
  );
}
