/** The views of a run: of a sweep as a whole, and of one call. */
import type { JSX } from 'preact';
import { useStore } from '../host/context.ts';
import type { View } from '../host/store.ts';

interface Tab {
  readonly view: View;
  readonly text: string;
}

const SWEEP: Tab = { view: 'sweep', text: 'Sweep' };
const CALL: readonly Tab[] = [
  { view: 'sequence', text: 'Sequence' },
  { view: 'heatmap', text: 'Heatmap' },
  { view: 'map', text: 'Path map' },
  { view: 'text', text: 'Text' },
];

export function Tabs(): JSX.Element {
  const store = useStore();
  const isSweep = (store.overview.latest.value?.sweep ?? null) !== null;
  const tabs = isSweep ? [SWEEP, ...CALL] : CALL;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const at = tabs.findIndex(({ view }) => view === store.view.value);
    const next =
      event.key === 'Home'
        ? tabs[0]
        : event.key === 'End'
          ? tabs.at(-1)
          : tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined || next.view === store.view.value) return;
    event.preventDefault();
    store.view.value = next.view;
    document.getElementById(`tab-${next.view}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views">
      {tabs.map(({ view, text }) => (
        <button
          key={view}
          id={`tab-${view}`}
          type="button"
          role="tab"
          aria-selected={store.view.value === view}
          aria-controls={`view-${view}`}
          tabIndex={store.view.value === view ? 0 : -1}
          onClick={() => (store.view.value = view)}
          onKeyDown={onKeyDown}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
