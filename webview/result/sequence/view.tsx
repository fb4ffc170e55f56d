/** The sequence tab: the shown call, and the same call over another mechanism beside it. */
import type { JSX } from 'preact';
import { Waiting } from '../base/waiting.tsx';
import { Differences } from '../compare/differences.tsx';
import { useStore } from '../host/context.ts';
import { Stage } from './stage.tsx';

export function SequenceView(): JSX.Element {
  const store = useStore();
  const main = store.sequence.latest.value;
  const wanted = store.otherCall.value;
  const other = wanted === null ? null : store.otherSequence.latest.value;
  return (
    <>
      <Waiting remote={store.sequence} what="the diagram" />
      {wanted !== null && <Waiting remote={store.otherSequence} what="the diagram beside it" />}
      {store.other.value !== null && wanted === null && (
        <p class="notice">The other mechanism did not make this call.</p>
      )}
      {main !== null && other !== null && <Differences main={main} other={other} />}
      {main !== null && <Stage main={main} other={other} />}
    </>
  );
}
