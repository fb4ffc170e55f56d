import type { JSX } from 'preact';
import type { SourceRange } from '../../../src/sim/spec/site.ts';
import { useStore } from '../host/context.ts';

/** Opens the line that something comes from. */
export function LineButton({ at }: { at: SourceRange | null }): JSX.Element | null {
  const store = useStore();
  if (at === null) return null;
  return (
    <button type="button" class="link" onClick={() => store.reveal(at)}>
      line {at.line + 1}
    </button>
  );
}
