/** Simulated values beside those that papers give. */
import type { JSX } from 'preact';
import { deviationInWords, standingInWords } from '../../../src/analysis/published.ts';
import type { PublishedResult } from '../../../src/analysis/run-models.ts';
import { visible } from '../base/untrusted.ts';
import { LineButton } from './line-button.tsx';

export function PublishedTable({ results }: { results: readonly PublishedResult[] }): JSX.Element {
  return (
    <table class="published">
      <caption>Published values</caption>
      <thead>
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Published</th>
          <th scope="col">Simulated</th>
          <th scope="col">Deviation</th>
          <th scope="col">Standing</th>
        </tr>
      </thead>
      <tbody>
        {results.map((each, i) => (
          <PublishedRow key={i} result={each} />
        ))}
      </tbody>
    </table>
  );
}

function PublishedRow({ result }: { result: PublishedResult }): JSX.Element {
  const { fact, variant, within, tolerance, because } = result;
  return (
    <tr class={within ? 'passed' : 'failed'}>
      <th scope="row">
        {visible(`${fact.system}: ${fact.quantity}`, 120)}
        {variant === '' ? '' : `, ${visible(variant, 60)}`} <code>{visible(fact.id, 60)}</code>{' '}
        <LineButton at={result.source} />
        <small>{visible(fact.source, 120)}</small>
      </th>
      <td>{visible(result.published, 40)}</td>
      <td>{visible(result.simulated ?? 'no value', 40)}</td>
      <td>
        {within ? '' : '✗ '}
        {deviationInWords(result)}
        {within ? '' : tolerance === 'exact' ? ' (must be equal)' : ` (more than ${tolerance})`}
      </td>
      <td>
        {visible(standingInWords(result), 300)}
        {because === null ? '' : `. Why it differs: ${visible(because, 400)}`}
      </td>
    </tr>
  );
}
