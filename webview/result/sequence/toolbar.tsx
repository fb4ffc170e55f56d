import type { JSX } from 'preact';
import { Choose } from '../base/choose.tsx';
import { useStore } from '../host/context.ts';
import type { Scale } from './use-scale.ts';

const AXES = [
  { value: 'compressed', text: 'Compressed', title: 'Every step has a row of its own, however short it is' },
  { value: 'scale', text: 'To scale', title: 'One microsecond is the same length everywhere' },
] as const;

export function Toolbar({ zoom }: { zoom: Scale['zoom'] }): JSX.Element {
  const store = useStore();
  const scaled = store.axis.value === 'scale';
  return (
    <div class="toolbar" role="toolbar" aria-label="Diagram">
      <Choose
        label="Time axis"
        options={AXES}
        value={store.axis.value}
        onChange={(axis) => (store.axis.value = axis)}
      />
      {scaled && (
        <span class="group">
          <button
            type="button"
            class="icon"
            aria-label="Zoom out"
            title="Zoom out (−)"
            onClick={() => zoom(1 / 1.5, null)}
          >
            −
          </button>
          <button type="button" class="icon" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoom(1.5, null)}>
            +
          </button>
          <button type="button" onClick={() => zoom(null, 0)} title="The zoom at which labels have room (0)">
            Fit
          </button>
        </span>
      )}
      <button
        type="button"
        aria-expanded={store.legend.value}
        onClick={() => (store.legend.value = !store.legend.value)}
      >
        Legend and keys
      </button>
    </div>
  );
}
