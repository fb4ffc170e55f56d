/** The panel as a whole: what state the run is in decides what is shown. */
import type { JSX } from 'preact';
import { Waiting } from './base/waiting.tsx';
import { useStore } from './host/context.ts';
import { Stage } from './sequence/stage.tsx';

export function App(): JSX.Element {
  const store = useStore();
  const main = store.sequence.latest.value;
  return (
    <main class="panel">
      <Waiting remote={store.overview} what="the results" />
      <Waiting remote={store.sequence} what="the diagram" />
      {main !== null && <Stage main={main} other={store.otherCall.value === null ? null : store.otherSequence.latest.value} />}
    </main>
  );
}
