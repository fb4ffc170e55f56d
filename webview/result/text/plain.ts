/** A narrative as plain text, for the clipboard. */
import type { Narrative } from '../../../src/analysis/text-models.ts';

export function narrativeText({ title, summary, lines }: Narrative): string {
  const steps = lines.map(({ depth, text }, i) => `${'  '.repeat(depth)}${i + 1}. ${text}`);
  return [title, '', ...summary, '', ...steps, ''].join('\n');
}
