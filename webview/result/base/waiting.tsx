/** What stands in the place of something that was asked for and is not here: never nothing, never for ever. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { assertNever } from '../../../src/base/assert.ts';
import type { Remote } from '../host/remote.ts';
import { visible } from './untrusted.ts';

/** Below this nobody notices; above it the view says that it works. */
const SOON = 250;
const LONG = 3_000;

export function Waiting({
  remote,
  what,
}: {
  remote: Pick<Remote<never, unknown>, 'answer' | 'again' | 'giveUp'>;
  what: string;
}): JSX.Element | null {
  const answer = remote.answer.value;
  switch (answer.state) {
    case 'none':
    case 'here':
      return null;
    case 'asked':
      return <Computing key={answer.since} since={answer.since} what={what} onCancel={remote.giveUp} />;
    case 'failed':
      return (
        <div class="notice error" role="alert">
          <span>
            No answer for {what}: {visible(answer.message, 600)}
          </span>
          <button type="button" onClick={remote.again}>
            Ask again
          </button>
        </div>
      );
    case 'givenUp':
      return (
        <div class="notice" role="status">
          <span>Not computed: {what}.</span>
          <button type="button" onClick={remote.again}>
            Ask again
          </button>
        </div>
      );
    default:
      return assertNever(answer);
  }
}

function Computing({
  since,
  what,
  onCancel,
}: {
  since: number;
  what: string;
  onCancel: () => void;
}): JSX.Element | null {
  const [age, setAge] = useState(() => performance.now() - since);
  useEffect(() => {
    const timers = [SOON, LONG].map((delay) => setTimeout(() => setAge(performance.now() - since), delay + 10));
    return () => timers.forEach(clearTimeout);
  }, [since]);
  if (age < SOON) return null;
  return (
    <div class="notice" role="status">
      <span>
        {age < LONG ? 'Computing' : 'Still computing'} {what} …
      </span>
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
