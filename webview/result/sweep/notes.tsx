/** Why there are gaps, and what the marks beside figures mean. */
import type { JSX } from 'preact';
import type { SweepModel, SweepNote } from '../../../src/analysis/sweep-models.ts';
import { visible } from '../base/untrusted.ts';

export function SweepNotes({ model }: { model: SweepModel }): JSX.Element | null {
  if (model.notes.length === 0 && model.assumptions.length === 0) return null;
  return (
    <section class="sweep-notes" aria-label="Notes">
      <h2>Notes</h2>
      {model.assumptions.length > 0 && <p>* assumed prices count in this figure</p>}
      <ul>
        {model.notes.map((note, index) => (
          <li key={index}>
            [{index + 1}] {note.variant === '' ? '' : `${visible(note.variant, 60)}: `}
            {visible(note.text, 500)}
            <Missing note={note} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How the first missing price is written. */
export function Missing({ note: { missing } }: { note: Pick<SweepNote, 'missing'> }): JSX.Element | null {
  const first = missing?.prices[0];
  if (missing === null || first === undefined) return null;
  return (
    <>
      {' '}
      <code>{visible(`profile ${missing.profile} { in ${missing.mechanism} { ${first} = … } }`, 200)}</code>
    </>
  );
}
