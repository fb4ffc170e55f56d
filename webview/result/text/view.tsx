/** The call in sentences, one for each step. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Narrative, NarrativeLine } from '../../../src/analysis/text-models.ts';
import { visible } from '../base/untrusted.ts';
import { Waiting } from '../base/waiting.tsx';
import { HoverCard } from '../details/card.tsx';
import { DetailsPane } from '../details/pane.tsx';
import { useStore } from '../host/context.ts';
import { narrativeText } from './plain.ts';

export function TextView(): JSX.Element {
  const store = useStore();
  const model = store.narrative.latest.value;
  return (
    <>
      <Waiting remote={store.narrative} what="the text" />
      {model !== null && (
        <>
          <div class="toolbar" role="toolbar" aria-label="Text">
            <CopyButton model={model} />
          </div>
          <div class="stage">
            <div class="scroll narrative" tabIndex={-1}>
              <h2>{visible(model.title, 300)}</h2>
              {model.summary.map((sentence, i) => (
                <p key={i}>{visible(sentence, 1000)}</p>
              ))}
              <Lines lines={model.lines} />
            </div>
            <DetailsPane />
          </div>
          <HoverCard />
        </>
      )}
    </>
  );
}

/** Lines are drawn up to this number; the rest is asked for. */
const FIRST = 500;

function Lines({ lines }: { lines: readonly NarrativeLine[] }): JSX.Element {
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, FIRST);
  return (
    <>
      <ol class="lines">
        {shown.map((line) => (
          <Line key={line.row} line={line} />
        ))}
      </ol>
      {shown.length < lines.length && (
        <button type="button" onClick={() => setAll(true)}>
          Show all {lines.length} steps
        </button>
      )}
    </>
  );
}

function Line({ line }: { line: NarrativeLine }): JSX.Element {
  const store = useStore();
  const pinned = store.pinned.value;
  const show = (element: Element): void => {
    const box = element.getBoundingClientRect();
    store.hovered.value = { side: 'main', row: line.row, box: new DOMRect(box.x + 40, box.y, 1, box.height) };
  };
  const hide = (): void => {
    store.hovered.value = null;
  };
  const keep = (): void => {
    store.pinned.value = { side: 'main', row: line.row };
  };
  const site = store.shownVariant.value?.sites[line.site];
  const source = site?.source;
  return (
    <li
      class={site?.kind === 'fault' ? 'fault' : line.onPath ? '' : 'off'}
      style={{ marginInlineStart: `${Math.min(line.depth, 8) * 20}px` }}
    >
      <button
        type="button"
        class="line"
        aria-pressed={pinned?.side === 'main' && pinned.row === line.row}
        onClick={keep}
        onPointerEnter={(event) => show(event.currentTarget)}
        onPointerLeave={hide}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && show(event.currentTarget)}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === 'Escape') hide();
          else if (event.key === 'o' && source) store.reveal(source);
          else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') walk(event);
        }}
      >
        <bdi>{visible(line.text, 1000)}</bdi>
      </button>
    </li>
  );
}

function walk(event: KeyboardEvent): void {
  const item = event.target instanceof Element ? event.target.closest('li') : null;
  const next = event.key === 'ArrowDown' ? item?.nextElementSibling : item?.previousElementSibling;
  const button = next?.querySelector('button');
  if (!button) return;
  event.preventDefault();
  button.focus();
}

function CopyButton({ model }: { model: Narrative }): JSX.Element {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(narrativeText(model));
      setSaid('Copied.');
    } catch {
      setSaid('The clipboard is not available.');
    }
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        Copy as text
      </button>
      <span role="status">{said}</span>
    </>
  );
}
