/** The page of one mechanism: what the library says about it, and what two calls over it do. */

import type { PerCall } from '../analysis/run-models.ts';
import { KIND_WORDS } from '../analysis/words.ts';
import { at } from '../base/assert.ts';
import { formatBytes, formatMean, formatShare, formatTime, listed } from '../base/format.ts';
import type { EndingText } from '../language/mechanism-endings.ts';
import type { MechanismText } from '../language/mechanism-text.ts';
import type { CostParameter, StepKind } from '../sim/spec/site.ts';
import type { MechanismRun } from './mechanism-runs.ts';

/** A scenario file, by its name from the root, and what it is about: empty if it does not say. */
export interface Sample {
  readonly file: string;
  readonly about: string;
}

/** What a page is made of. */
export interface MechanismPage {
  readonly text: MechanismText;
  /** One for each profile that prices it. */
  readonly runs: readonly MechanismRun[];
  /** Those that use it. */
  readonly samples: readonly Sample[];
}

/**
 * The profile that knows most of the mechanism: that published rows calibrate for it, then with prices for most of its steps, then with most
 * published rows behind them; of equals the first.
 */
export function homeRun({ runs }: MechanismPage): MechanismRun | undefined {
  const unpriced = ({ overview }: MechanismRun): number => overview.sites.filter(({ cost }) => cost === null).length;
  const calibrations = (run: MechanismRun, scope: string): number =>
    new Set(pricesOf(run).flatMap(({ name, facts }) => (name.startsWith(scope) ? facts : []))).size;
  const isSpecial = (run: MechanismRun): number => Math.min(calibrations(run, 'in '), 1);
  const better = (a: MechanismRun, b: MechanismRun): number =>
    isSpecial(b) - isSpecial(a) || unpriced(a) - unpriced(b) || calibrations(b, '') - calibrations(a, '');
  return [...runs].sort(better)[0];
}

function pricesOf({ overview }: MechanismRun): readonly CostParameter[] {
  const found = overview.sites.flatMap(({ cost }) => cost?.parameters ?? []);
  return [...new Map(found.map((each) => [each.name, each])).values()];
}

const UNPRICED =
  'No profile of the library has a price for every step: nobody has published them. The samples below run it with prices that are assumed, and say so wherever they count.';

/** Markdown. The same library gives the same bytes. */
export function mechanismPage(page: MechanismPage): string {
  const { text } = page;
  const home = homeRun(page);
  const origin = `Written in [${text.file}](../../media/library/${text.file})${text.parent === null ? '' : `, extends [${text.parent}](${text.parent}.md)`}. Needs: ${text.needs.join(', ') || 'nothing'}.`;
  const sections = [
    `# ${text.name}`,
    ...text.paragraphs.map(prose),
    origin,
    ...(home === undefined ? [UNPRICED] : pathOf(home, text)),
    ...(home === undefined ? [] : costsOf(page, home)),
    ...avoided(text),
    ...endings(text),
    ...options(text),
    ...stores(text),
    ...samples(page),
    '*This page is written by `npm run docs`, from the library and two calls; do not edit it.*',
  ];
  return `${sections.join('\n\n')}\n`;
}

function pathOf(home: MechanismRun, { name }: MechanismText): readonly string[] {
  return [
    '## The path',
    `A call with ${formatBytes(home.bytes)} of arguments, on the profile \`${home.profile}\`; ${where(home)}. Filled marks are on the path, hollow ones beside it.`,
    `![The steps of a call over ${name}, in order](${name}.svg)`,
    countsTable(home),
  ];
}

function where({ processors, link }: MechanismRun): string {
  if (link !== null) return `two machines on a link of ${link}`;
  return processors === 1
    ? 'client and server share one processor'
    : 'the machine has two processors, and one of them idles in the server';
}

/** Kinds of steps that take time on every machine, whether a profile has a price for them or not. */
const TAKES_TIME: ReadonlySet<StepKind> = new Set([
  'swap',
  'schedule',
  'thread',
  'pool',
  'queue',
  'lock',
  'linkage',
  'validate',
]);

/** Its time is a sum of the machine's general prices: nobody has measured the mechanism there. */
function isLowerBound({ overview, nullCall }: MechanismRun): boolean {
  const made = nullCall.steps.map(({ site }) => at(overview.sites, site));
  const isOwn = made.some(({ cost }) => cost?.parameters.some(({ name }) => name.startsWith('in ')));
  return !isOwn && made.some(({ kind, cost }) => cost === null && TAKES_TIME.has(kind));
}

/** Marks a figure that the real machine does not reach. */
function atLeast(run: MechanismRun, figure: string): string {
  return isLowerBound(run) ? `≥ ${figure}` : figure;
}

const LOWER_BOUND =
  '≥: a lower bound. Nobody has measured this mechanism on that machine; the figure sums up the prices of its traps, switches and copies, and the steps without a price count as nothing.';

const COUNTS: readonly (readonly [keyof PerCall, string])[] = [
  ['userCopies', 'copies by user code'],
  ['kernelCopies', 'copies by the kernel'],
  ['bytesCopied', 'bytes copied'],
  ['traps', 'traps'],
  ['switches', 'address-space switches'],
  ['processSwaps', 'process swaps'],
  ['threadSwitches', 'thread switches'],
  ['exchanges', 'processor exchanges'],
  ['reallocations', 'processor reallocations'],
  ['queueOps', 'queue operations'],
  ['locks', 'lock operations'],
  ['mappings', 'mapping operations'],
  ['validations', 'validations'],
  ['packets', 'packets'],
];

function countsTable({ nullCall, bulkCall, bytes }: MechanismRun): string {
  const rows = COUNTS.filter(([key]) => nullCall.perCall[key] + bulkCall.perCall[key] > 0).map(
    ([key, words]) => `| ${words} | ${formatMean(nullCall.perCall[key])} | ${formatMean(bulkCall.perCall[key])} |`,
  );
  const head = `| in one call and its return | Null | ${formatBytes(bytes)} |\n|---|---:|---:|`;
  return rows.length === 0 ? 'Nothing is copied, and no boundary is crossed.' : [head, ...rows].join('\n');
}

function costsOf({ runs }: MechanismPage, home: MechanismRun): readonly string[] {
  const latencies = runs.map((run) => {
    const { profile, bytes, nullCall, bulkCall } = run;
    const [empty, bulk] = [nullCall, bulkCall].map(({ latency }) => atLeast(run, formatTime(latency)));
    return `| \`${profile}\` | ${empty} | ${bulk} (${formatBytes(bytes)}) |`;
  });
  const shares = home.nullCall.shares
    .filter(({ time }) => time > 0)
    .map(({ kind, time }) => `${KIND_WORDS[kind]} ${formatTime(time)} (${formatShare(time, home.nullCall.latency)})`);
  const prices = pricesOf(home).map(
    ({ name, value, provenance, source, unverified, facts }) =>
      `| \`${name}\` | \`${value.replaceAll('|', '')}\` | ${[provenance, ...(source === null ? [] : [cell(source)])].join(': ')}${unverified ? ' *(not verified against the paper)*' : ''} | ${facts.map((fact) => `\`${fact}\``).join(', ')} |`,
  );
  return [
    '## Costs',
    ['| profile | Null | bulk |', '|---|---:|---:|', ...latencies].join('\n'),
    ...(runs.some(isLowerBound) ? [LOWER_BOUND] : []),
    ...(shares.length === 0 ? [] : [`A Null call on \`${home.profile}\`: ${listed(shares)}.`]),
    [`| price on \`${home.profile}\` | value | from | calibrated by |`, '|---|---|---|---|', ...prices].join('\n'),
  ];
}

function avoided({ avoids }: MechanismText): readonly string[] {
  if (avoids.length === 0) return [];
  const lines = avoids.map(
    ({ steps, doc }) => `- ${steps.map((step) => `\`${step}\``).join(', ')}${doc === null ? '' : `: ${prose(doc)}`}`,
  );
  return ['## What it does without', lines.join('\n')];
}

const RAN: Readonly<Record<EndingText['ran'], string>> = {
  never: 'it did not run',
  once: 'it ran once',
  maybe: 'it ran once or not at all: which, nobody can tell',
};

function endings({ endings: all }: MechanismText): readonly string[] {
  const lines = all.map(({ outcome, ran, when }) => `| \`${outcome}\` | ${RAN[ran]} | ${when.map(cell).join('; ')} |`);
  if (lines.length === 0) return ['## How it fails', 'A call ends only by returning: the procedure ran exactly once.'];
  return [
    '## How it fails',
    'A call that returns ran its procedure exactly once. Otherwise it ends with an outcome:',
    ['| outcome | what the caller knows of the procedure | when |', '|---|---|---|', ...lines].join('\n'),
  ];
}

function options({ options: all }: MechanismText): readonly string[] {
  if (all.length === 0) return [];
  const lines = all.map(({ name, value, choices, doc }) => {
    const values = choices.length === 0 ? '' : `One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`;
    return `| \`${name}\` | \`${value}\` | ${[prose(doc ?? ''), values].filter(Boolean).join(' ').replaceAll('|', String.raw`\|`)} |`;
  });
  return ['## Options', ['| option | default | |', '|---|---|---|', ...lines].join('\n')];
}

function stores({ stores: all }: MechanismText): readonly string[] {
  if (all.length === 0) return [];
  const lines = all.map(({ head, doc }) => `- \`${head}\`${doc === null ? '' : `: ${prose(doc)}`}`);
  return ['## Memory, queues and locks', lines.join('\n')];
}

function samples({ samples: all }: MechanismPage): readonly string[] {
  if (all.length === 0) return [];
  return [
    '## Samples',
    all.map(({ file, about }) => `- [${file}](../../${file})${about && `: ${prose(about)}`}`).join('\n'),
  ];
}

/** Text of a comment: what stands between backquotes stays code. */
function prose(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/[\\*_[\]<>]/g, String.raw`\$&`)))
    .join('');
}

function cell(text: string): string {
  return prose(text).replaceAll('|', String.raw`\|`);
}

/** All mechanisms on one page. */
export function mechanismIndex(pages: readonly MechanismPage[]): string {
  const lines = pages.map((page) => {
    const { text } = page;
    const home = homeRun(page);
    const what = cell((text.paragraphs[0] ?? '').replace(/^(.*?\.)\s.*$/, '$1'));
    const figures =
      home === undefined
        ? ['', '', '']
        : [
            atLeast(home, formatTime(home.nullCall.latency)),
            `${atLeast(home, formatTime(home.bulkCall.latency))} (${formatBytes(home.bytes)})`,
            `\`${home.profile}\``,
          ];
    return `| [${text.name}](${text.name}.md) | ${what} | ${figures.join(' | ')} |`;
  });
  const head = '| mechanism | | Null | bulk | on profile |\n|---|---|---:|---:|---|';
  return `# Mechanisms

The mechanisms of the library, a page each: the path of a call, what it counts and costs, what it does without, how it fails. The
pages are written by \`npm run docs\` from the library's own comments and from two calls that are run; do not edit them. What the
numbers are worth stands in [validation.md](../validation.md).

${head}
${lines.join('\n')}
${pages.some(({ runs }) => runs.some(isLowerBound)) ? `\n${LOWER_BOUND}\n` : ''}`;
}
