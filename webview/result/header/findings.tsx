/** Expectations that held or did not, and what only the run could see. */
import type { JSX } from 'preact';
import type { ExpectationResult, RunOverview, RunProblem } from '../../../src/analysis/run-models.ts';
import { plural } from '../../../src/base/format.ts';
import { visible } from '../base/untrusted.ts';
import { LineButton } from './line-button.tsx';
import { PublishedTable } from './published.tsx';

export function Findings({ overview }: { overview: RunOverview }): JSX.Element | null {
  const { expectations, published, problems } = overview;
  const missed = published.filter((each) => !each.within);
  const off = missed.length;
  const unexplained = missed.filter((each) => each.because === null).length;
  const failed = expectations.filter((each) => !each.passed).length;
  if (expectations.length + published.length + problems.length === 0) return null;
  return (
    <details class="findings" open={failed + unexplained > 0 && window.innerWidth > 600}>
      <summary>
        {expectations.length > 0 && (
          <span class={failed === 0 ? 'passed' : 'failed'}>
            {failed === 0
              ? `✓ ${plural(expectations.length, 'expectation')} met`
              : `✗ ${failed} of ${plural(expectations.length, 'expectation')} not met`}
          </span>
        )}
        {published.length > 0 && (
          <span class={off === 0 ? 'passed' : 'failed'}>
            {off === 0
              ? `✓ ${plural(published.length, 'published value')} reproduced`
              : `✗ ${off} of ${plural(published.length, 'published value')} missed${unexplained === 0 ? ', with a stated cause' : ''}`}
          </span>
        )}
        {problems.length > 0 && <span class="problems">{plural(problems.length, 'finding')} of the run</span>}
      </summary>
      <ul>
        {expectations.map((each, i) => (
          <Expectation key={i} result={each} />
        ))}
        {problems.map((each, i) => (
          <Problem key={`p${i}`} problem={each} />
        ))}
      </ul>
      {published.length > 0 && <PublishedTable results={published} />}
    </details>
  );
}

function Expectation({ result }: { result: ExpectationResult }): JSX.Element {
  return (
    <li class={result.passed ? 'passed' : 'failed'}>
      <span class="sign">{result.passed ? '✓' : '✗'}</span>
      <code>{visible(result.text, 300)}</code>
      <span>
        {result.passed ? 'met' : 'not met'}
        {result.variant === '' ? '' : ` by ${visible(result.variant, 60)}`}: {visible(result.actual, 300)}
      </span>
      <LineButton at={result.source} />
    </li>
  );
}

const SIGNS = { error: '✗', warning: '⚠', information: 'ℹ' } as const;

function Problem({ problem }: { problem: RunProblem }): JSX.Element {
  return (
    <li class={problem.severity === 'error' ? 'failed' : ''}>
      <span class="sign">{SIGNS[problem.severity]}</span>
      <span>
        {problem.variant === '' ? '' : `${visible(problem.variant, 60)}: `}
        {visible(problem.message, 500)}
      </span>
      <LineButton at={problem.source} />
    </li>
  );
}
