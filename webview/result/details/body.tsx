/** Everything that is told of one step. */
import type { JSX } from 'preact';
import type { StepDetails } from '../../../src/analysis/text-models.ts';
import type { SourceRange } from '../../../src/sim/spec/site.ts';
import { Name } from '../base/text.tsx';
import { visible } from '../base/untrusted.ts';

export function Facts({ facts }: { facts: StepDetails['facts'] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Name text={value} longest={400} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Cost({
  details,
  reveal,
}: {
  details: StepDetails;
  reveal: ((at: SourceRange) => void) | null;
}): JSX.Element | null {
  const { formula, parameters } = details;
  if (formula === null && parameters.length === 0) return null;
  return (
    <section class="cost">
      <h3>Cost</h3>
      {formula !== null && <p class="formula">{visible(formula, 600)}</p>}
      {parameters.length > 0 && (
        <ul>
          {parameters.map((each, i) => (
            <li key={i}>
              <code>{visible(each.name, 120)}</code> = <b>{visible(each.value, 120)}</b>
              <span class="source">{visible(each.source, 300)}</span>
              {reveal !== null && each.facts.length > 0 && (
                <span class="source">calibrated by {visible(each.facts.join(', '), 300)}</span>
              )}
              {reveal !== null && each.at !== null && (
                <LinkButton title="Line of the profile" at={each.at} reveal={reveal} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function AvoidedBy({
  details,
  reveal,
}: {
  details: StepDetails;
  reveal: ((at: SourceRange) => void) | null;
}): JSX.Element | null {
  if (details.avoidedBy.length === 0) return null;
  return (
    <section class="avoided">
      <h3>Avoided by</h3>
      <ul>
        {details.avoidedBy.map((each, i) => (
          <li key={i}>
            <b>
              <Name text={each.mechanism} />
            </b>
            {each.how !== null && <span>: {visible(each.how, 500)}</span>}
            {reveal !== null && each.at !== null && (
              <LinkButton title={`Line of ${visible(each.mechanism, 60)}`} at={each.at} reveal={reveal} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function LinkButton({
  title,
  at,
  reveal,
}: {
  title: string;
  at: SourceRange;
  reveal: (at: SourceRange) => void;
}): JSX.Element {
  return (
    <button type="button" class="link" onClick={() => reveal(at)}>
      {visible(title, 200)}
    </button>
  );
}
