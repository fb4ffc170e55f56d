/** The same as a page for readers, and as an object for programs. */
import { deviationInWords, inUnit } from '../analysis/published.ts';
import type { Unproduced, Validation, ValidationRow } from '../analysis/validation.ts';
import { summaryOf } from './validation-text.ts';

const INTRODUCTION = `# Validation

What the simulator gives, beside what papers say. This page is written by \`npm run papers\`; do not edit it.

Each row is an \`@published\` annotation of a scenario: \`ipc-tracer run FILE --scenario NAME\` prints the same number. A fact that
fixes a price of the machine's profile is **calibrated**: that the run gives it back says nothing about the simulator. So is one
that follows from such facts by arithmetic. Copies, traps, packets and the like are **counted**: they follow from the path as the
library writes it, whatever it costs, and check that text. A time, rate or share that no price of the run has fixed is
**predicted**; only these rows are a validation.
A value outside its tolerance is a miss, marked ✗, and stays in the table with its cause. *Not verified* means: the figure was
taken from memory or from secondary texts, not from the paper itself.
`;

/** Markdown. The same validation gives the same bytes. */
export function validationPage(found: Validation): string {
  const { predicted, counted, calibrated, unproduced } = found;
  const sections = [
    `${INTRODUCTION}\n${summaryOf(found)}\n`,
    `## Predicted\n\n${bySource(predicted, false)}`,
    `## Counted\n\n${bySource(counted, false)}`,
    `## Calibrated\n\n${bySource(calibrated, true)}`,
    `## Without a scenario\n\n${unproduced.map(reason).join('\n\n')}\n`,
  ];
  return sections.join('\n');
}

/** A table for each paper. */
function bySource(rows: readonly ValidationRow[], calibrated: boolean): string {
  const papers = new Map<string, ValidationRow[]>();
  for (const row of rows) {
    const paper = paperOf(row.result.fact.source);
    papers.set(paper, [...(papers.get(paper) ?? []), row]);
  }
  const columns = [
    'fact',
    'what',
    'where',
    'published',
    'simulated',
    'deviation',
    ...(calibrated ? ['calibrates'] : []),
    'scenario',
  ];
  const head = `| ${columns.join(' | ')} |\n|${columns.map((name) => (RIGHT.has(name) ? '---:' : '---')).join('|')}|`;
  return [...papers]
    .map(
      ([paper, list]) =>
        `### ${escaped(paper)}\n\n${head}\n${list.map((row) => line(row, paper, calibrated)).join('\n')}\n`,
    )
    .join('\n');
}

const RIGHT: ReadonlySet<string> = new Set(['published', 'simulated', 'deviation']);

/** `Bershad et al., LRPC, TOCS 8(1) 1990` of what names a table or section as well. */
function paperOf(source: string): string {
  return source.replace(/[ ,]+(?:Tables?|Figs?|Figure|sec|section|abstract|slide)\b.*$/, '');
}

function line({ file, scenario, result }: ValidationRow, paper: string, calibrated: boolean): string {
  const { fact, variant, published, simulated, within, because, calibratedBy, tolerance } = result;
  const where = fact.source.slice(paper.length).replace(/^[ ,]+/, '');
  const miss = within ? '' : ` ✗ missed (${tolerance}): ${escaped(because ?? 'no cause is stated')}`;
  const cells = [
    `\`${fact.id}\`${fact.evidence === 'memory' ? ' *not verified*' : ''}`,
    `${escaped(fact.system)}: ${escaped(fact.quantity)}`,
    escaped(where),
    escaped(published),
    escaped(simulated ?? 'no value'),
    `${deviationInWords(result)}${miss}`,
    ...(calibrated ? [(calibratedBy ?? []).map((name) => `\`${name}\``).join(', ')] : []),
    `[${escaped(scenario)}](../${file})${variant === '' ? '' : ` \`${variant}\``}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function reason({ because, facts }: Unproduced): string {
  const lines = facts.map(
    ({ id, system, quantity, value, unit, source }) =>
      `- \`${id}\` ${escaped(`${system}: ${quantity}`)}: ${escaped(inUnit(value, unit))} (${escaped(source)})`,
  );
  return `**${escaped(because === '' ? 'No reason is given' : because)}**\n\n${lines.join('\n')}`;
}

/** Text in a cell of a table. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|~]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
}

/** One object; field names and their order are fixed. */
export function validationJson(found: Validation): string {
  const object = {
    version: 1,
    predicted: found.predicted.map(rowObject),
    counted: found.counted.map(rowObject),
    calibrated: found.calibrated.map(rowObject),
    unproduced: found.unproduced.map(({ because, facts }) => ({ because, facts: facts.map(({ id }) => id) })),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

function rowObject({ file, scenario, result }: ValidationRow): object {
  const { fact, variant, value, deviation, within, because, calibratedBy } = result;
  return {
    fact: fact.id,
    source: fact.source,
    verified: fact.evidence === 'read',
    file,
    scenario,
    variant,
    unit: fact.unit,
    published: fact.value,
    simulated: value,
    deviation,
    within,
    because,
    calibratedBy,
  };
}
