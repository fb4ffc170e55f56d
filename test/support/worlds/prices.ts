/** Prices for whatever step a machine's own profile does not price: small, and different from each other. */
import type { SourceFile } from '../../../src/language/workspace.ts';

const PRICES: readonly string[] = [
  'trap = 9us',
  'interrupt = 7us',
  'switch = 17us',
  'exchange = 11us',
  'refill = 5us',
  'copy = 1us + 0.02us/byte',
  'map = 3us/page',
  'unmap = 2us/page',
  'protect = 4us/page',
  'unprotect = 3us/page',
  'swap = 6us',
  'schedule = 13us',
  'lock = 1us',
  'enqueue = 2us',
  'dequeue = 2us',
  'take = 1us',
  'give = 1us',
  'transmit = 8us',
];

/** A profile that supplies every price that the steps of these files can need. */
export function assumedPrices(files: readonly SourceFile[]): string {
  const all = files.map(({ text }) => text).join('\n');
  const steps = [...all.matchAll(/^\s*[\w ]*(?:\{\s*)?\w+: run (\w+)/gmu)].map(([, work = '']) => work);
  const emitted = [...all.matchAll(/\bemits (\w+(?:,\s*\w+)*)/gu)].flatMap(([, list = '']) => list.split(/,\s*/));
  const works = new Set([...steps, ...emitted]);
  works.delete('procedure');
  const ofWorks = [...works].map((work, index) => `run ${work} = ${1 + (index % 9)}us`);
  const lines = [...PRICES, ...ofWorks].map((price) => `  ${price} assumed "for random worlds"`);
  return `profile anything {\n  constant page = 1KB assumed "for random worlds"\n${lines.join('\n')}\n}\n`;
}
