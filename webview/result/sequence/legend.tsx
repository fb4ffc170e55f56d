/** What shapes, letters, lines and keys mean: only the kinds that these calls have. */
import type { ComponentChildren, JSX } from 'preact';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { allKinds, kindName, letterOf, lookOf } from '../base/kinds.ts';
import type { Transfer } from '../layout/transfers.ts';
import { GlyphIcon } from './glyph.tsx';
import { KEYS } from './keys.ts';

export function Legend({ models }: { models: readonly SequenceModel[] }): JSX.Element {
  const used = new Set(models.flatMap((model) => model.steps.map((step) => step.kind)));
  const standby = models.flatMap(({ beside }) => beside.filter((span) => span.kind === 'standby'));
  return (
    <section class="legend" aria-label="Legend and keys">
      <ul>
        {allKinds()
          .filter((kind) => used.has(kind))
          .map((kind) => (
            <li key={kind} title={lookOf(kind).meaning}>
              <GlyphIcon kind={kind} letter={letterOf({ kind, letter: kind === 'copy' ? 'A' : null })} />
              <p>
                <b>{kindName(kind)}</b> <span>{lookOf(kind).meaning}</span>
              </p>
            </li>
          ))}
        <LineItem kind="copy" name="bytes" text="from a place to a place" />
        <LineItem kind="control" name="control" text="another domain goes on" />
        <LineItem kind="onward" name="the call goes on" text="without a step that says so" />
        {used.has('packet') && <Wires />}
        {standby.some(({ polls }) => polls) && (
          <StandbyItem polls name="polling" text="a processor with nothing to run looks for messages of the domain" />
        )}
        {standby.some(({ polls }) => !polls) && (
          <StandbyItem polls={false} name="idle" text="a processor waits with the domain loaded, for an exchange" />
        )}
        <Entry name="open, acting" text="a call waits for its return; somebody works on it">
          <rect class="activation open" x="4" y="2" width="10" height="22" rx="2" />
          <rect class="activation acting" x="18" y="2" width="10" height="22" rx="2" />
        </Entry>
        <Entry name="dashed, beside the line" text="off the path: the call does not wait for it">
          <rect class="bar f-work b-bar off" x="8" y="4" width="16" height="18" rx="1" />
        </Entry>
      </ul>
      <dl class="keys">
        {KEYS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Entry({ name, text, children }: { name: string; text: string; children: ComponentChildren }): JSX.Element {
  return (
    <li>
      <svg class="glyph-icon" width="32" height="26" viewBox="0 0 32 26" aria-hidden="true">
        {children}
      </svg>
      <p>
        <b>{name}</b> <span>{text}</span>
      </p>
    </li>
  );
}

function LineItem({ kind, name, text }: { kind: Transfer['kind']; name: string; text: string }): JSX.Element {
  const head = kind === 'control' ? 'M30 13l-8 -4.5v9Z' : 'M24 7L30 13L24 19';
  return (
    <Entry name={name} text={text}>
      <g class={`arrow arrow-${kind}`}>
        <path class="line" d={`M2 13H${kind === 'control' ? 22 : 28}`} />
        <path class="head" d={head} />
      </g>
    </Entry>
  );
}

/** Lines over a link. */
function Wires(): JSX.Element {
  return (
    <>
      <Entry name="over the link" text="slanting while the packet is under way; “again”: it was sent before">
        <g class="arrow arrow-packet">
          <path class="line" d="M2 6H8L24 20H30" />
          <path class="head" d="M25 15L30 20L25 25" />
        </g>
      </Entry>
      <Entry name="lost" text="the packet does not arrive">
        <g class="arrow arrow-packet arrow-lost">
          <path class="line" d="M2 6H8L18 14" />
          <path class="head" d="M14 10l9 9m0 -9l-9 9" />
        </g>
      </Entry>
    </>
  );
}

function StandbyItem({ polls, name, text }: { polls: boolean; name: string; text: string }): JSX.Element {
  return (
    <Entry name={name} text={text}>
      <g class={`standby ${polls ? 'polls' : 'idles'}`}>
        <rect x="12" y="2" width="7" height="22" rx="2" />
        {polls && <path class="dots" d="M15.5 6V22" />}
      </g>
    </Entry>
  );
}
