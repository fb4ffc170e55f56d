import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import { differencesInWords } from './words.ts';

/** What the one mechanism saves against the other. */
export function Differences({ main, other }: { main: SequenceModel; other: SequenceModel }): JSX.Element {
  const store = useStore();
  const [one, another] = [store.shownVariant.value?.name ?? '', store.otherVariant.value?.name ?? ''];
  const sentences = useMemo(
    () => differencesInWords({ ...main, name: visible(one, 60) }, { ...other, name: visible(another, 60) }),
    [main, other, one, another],
  );
  return (
    <section class="differences" aria-label="Difference">
      {sentences.map((sentence, i) => (
        <p key={i}>{sentence}</p>
      ))}
    </section>
  );
}
