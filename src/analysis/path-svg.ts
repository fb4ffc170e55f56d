/** A call's path as a static picture: one row for each step, a column for each domain. Readable on any ground: it brings its own. */

import { formatTime } from '../base/format.ts';
import type { Site, StepKind } from '../sim/spec/site.ts';
import { stepText } from './happening.ts';
import type { SequenceModel, SequenceStep } from './sequence-models.ts';

const ROW = 22;
const TOP = 46;
const LEFT = 84;
const LANE = 96;
const MARK = 9;
const MOST_ROWS = 120;
/** Of a character of the text, at least. */
const CHARACTER = 6.6;

const INK = '#1f2328';
const QUIET = '#59636e';
const COLOURS: Readonly<Partial<Record<StepKind, string>>> = {
  copy: '#945300',
  trap: '#b8174b',
  switch: '#7a3dc4',
  refill: '#7a3dc4',
  exchange: '#7a3dc4',
  reallocation: '#7a3dc4',
  wait: '#5f6672',
  unsplit: '#7a6433',
  packet: '#0b62b8',
  swap: '#0b62b8',
  schedule: '#0b62b8',
  thread: '#0b62b8',
  control: '#0b62b8',
};
const WORK = '#0f7357';

/** SVG as text. The same call gives the same bytes. */
export function pathSvg(model: SequenceModel, sites: readonly Site[], title: string): string {
  const steps = model.steps.slice(0, MOST_ROWS);
  const texts = steps.map((step) => describe(step, sites[step.site]));
  const textLeft = LEFT + LANE * model.lifelines.length;
  const width = Math.ceil(textLeft + CHARACTER * Math.max(30, ...texts.map((each) => each.length)) + 16);
  const height = TOP + ROW * steps.length + 34;
  const lanes = model.lifelines.map(({ domain, role }, i) => lane(i, role === 'kernel' ? 'kernel' : domain, height));
  const rows = steps.map((step, i) => row(step, i, texts[i] ?? '', textLeft));
  const sum = `${formatTime(model.latency)} in all${model.steps.length > steps.length ? `; the first ${MOST_ROWS} of ${model.steps.length} steps` : ''}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="11">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6" fill="#ffffff" stroke="#d1d9e0"/>`,
    `<text x="12" y="20" fill="${INK}" font-weight="bold">${escaped(title)}</text>`,
    ...lanes,
    ...rows,
    `<text x="12" y="${height - 12}" fill="${INK}">${escaped(sum)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function middle(index: number): number {
  return LEFT + LANE * index + LANE / 2;
}

function lane(index: number, name: string, height: number): string {
  const x = middle(index);
  return `<text x="${x}" y="38" text-anchor="middle" fill="${QUIET}">${escaped(name)}</text><line x1="${x}" y1="44" x2="${x}" y2="${height - 28}" stroke="#d1d9e0"/>`;
}

function row(step: SequenceStep, index: number, text: string, textLeft: number): string {
  const y = TOP + ROW * index + ROW / 2;
  const colour = COLOURS[step.kind] ?? WORK;
  const time = step.duration === 0 ? '' : formatTime(step.duration);
  const x = middle(step.lane);
  const fill = step.onPath ? colour : '#ffffff';
  return [
    `<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end" fill="${QUIET}">${time}</text>`,
    arrow(step, y, colour),
    `<rect x="${x - MARK / 2}" y="${y - MARK / 2}" width="${MARK}" height="${MARK}" fill="${fill}" stroke="${colour}"/>`,
    `<text x="${textLeft}" y="${y + 4}" fill="${step.onPath ? INK : QUIET}">${escaped(text)}</text>`,
  ].join('');
}

/** From where control or content goes to where it arrives. */
function arrow({ fromLane, toLane, lane: own }: SequenceStep, y: number, colour: string): string {
  if (fromLane === null || toLane === null || fromLane === toLane) return '';
  const [from, to] = [middle(fromLane), middle(toLane)];
  const back = to > from ? -7 : 7;
  const tip = to + (own === toLane ? (back * (MARK / 2 + 1)) / 7 : 0);
  return `<path d="M${from} ${y}H${tip}M${tip + back} ${y - 3.5}L${tip} ${y}L${tip + back} ${y + 3.5}" fill="none" stroke="${colour}"/>`;
}

function describe(step: SequenceStep, site: Site | undefined): string {
  if (step.wait !== null) return step.wait;
  const text =
    step.kind === 'copy'
      ? `copy ${step.from ?? ''} → ${step.to ?? ''}`
      : site === undefined
        ? step.kind
        : stepText(site, step);
  const letter = step.letter === null ? '' : `${step.letter}: `;
  const size = step.kind === 'copy' ? `, ${step.bytes} bytes` : '';
  return `${letter}${text}${size}${step.onPath ? '' : ' (beside the path)'}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
