/** The four views of a call. */
import type { JSX } from 'preact';
import { useStore } from '../host/context.ts';
import type { View } from '../host/store.ts';

const TABS: readonly { readonly view: View; readonly text: string }[] = [
  { view: 'sequence', text: 'Sequence' },
  { view: 'heatmap', text: 'Heatmap' },
  { view: 'map', text: 'Path map' },
  { view: 'text', text: 'Text' },
];

export function Tabs(): JSX.Element {
  const store = useStore();
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const at = TABS.findIndex(({ view }) => view === store.view.value);
    const next =
      event.key === 'Home'
        ? TABS[0]
        : event.key === 'End'
          ? TABS.at(-1)
          : TABS[(at + step + TABS.length) % TABS.length];
    if (next === undefined || next.view === store.view.value) return;
    event.preventDefault();
    store.view.value = next.view;
    document.getElementById(`tab-${next.view}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views">
      {TABS.map(({ view, text }) => (
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
