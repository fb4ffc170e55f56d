/** What was run, what came out, and which part of it is shown. */
import type { JSX } from 'preact';
import { assumptionsInWords, assumptionsOfAll } from '../../../src/analysis/assumptions.ts';
import type { RunOverview } from '../../../src/analysis/run-models.ts';
import { plural } from '../../../src/base/format.ts';
import { Name } from '../base/text.tsx';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import { Missing } from '../sweep/notes.tsx';
import { Findings } from './findings.tsx';
import { Pickers } from './pickers.tsx';
import { TotalsStrip } from './totals.tsx';

export function Header({ overview }: { overview: RunOverview }): JSX.Element {
  const store = useStore();
  const status = store.status.value;
  return (
    <header>
      <div class="title">
        <h1>
          <Name text={overview.title ?? overview.scenario} longest={120} />
        </h1>
        {overview.title !== null && (
          <span class="scenario">
            scenario <Name text={overview.scenario} longest={60} />
          </span>
        )}
        <Findings overview={overview} />
      </div>
      {status?.state === 'done' && status.stale && (
        <div class="notice warning" role="status">
          <span>The file was changed after this run: what is shown may not be what stands there.</span>
          <button type="button" onClick={() => store.post({ kind: 'rerun' })}>
            Run again
          </button>
        </div>
      )}
      {overview.notes.map((note, i) => (
        <p key={i} class="note">
          {visible(note, 600)}
        </p>
      ))}
      <EndNotice />
      <AssumedNotice overview={overview} />
      {store.view.value !== 'sweep' && <NotRun overview={overview} />}
      {store.view.value !== 'sweep' && <Pickers />}
      {store.view.value !== 'sweep' && <TotalsStrip />}
    </header>
  );
}

/** Prices that nobody has published stand above everything that they count in. */
function AssumedNotice({ overview }: { overview: RunOverview }): JSX.Element | null {
  const store = useStore();
  const ofSweep = store.view.value === 'sweep' ? store.sweep.latest.value?.assumptions : undefined;
  const words = assumptionsInWords(ofSweep ?? assumptionsOfAll(overview.variants));
  return words === null ? null : <p class="note assumed">{visible(words, 600)}</p>;
}

/** Compared mechanisms without a result, and why. */
function NotRun({ overview }: { overview: RunOverview }): JSX.Element {
  return (
    <>
      {overview.absent.map((absent, i) => (
        <p key={i} class="note absent">
          Not run: {visible(absent.variant, 60)}: {visible(absent.reason, 500)}
          <Missing note={absent} />
        </p>
      ))}
    </>
  );
}

/** A run that stopped early says so, and keeps what it has. */
function EndNotice(): JSX.Element | null {
  const store = useStore();
  const end = store.view.value === 'sweep' ? undefined : store.shownVariant.value?.end;
  if (end === undefined || end.reason === 'finished') return null;
  const waiting =
    end.waiting.length === 0
      ? ''
      : ` ${plural(end.waiting.length, 'thread')} still ${end.waiting.length === 1 ? 'waits' : 'wait'}.`;
  return (
    <div class="notice error" role="status">
      <span>
        The run stopped early. {visible(end.message ?? `${end.reason}.`, 600)}
        {waiting} What is shown is what happened until then.
      </span>
    </div>
  );
}
