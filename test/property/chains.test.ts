import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { IpcServices } from '../../src/language/module.ts';
import { elementsInUse, stateAt } from '../../src/sim/trace/fold.ts';
import { rowAt } from '../../src/sim/trace/format.ts';
import { languageWithLibrary } from '../support/files.ts';
import { violations } from '../support/laws/laws.ts';
import { plainTrace } from '../support/laws/plain.ts';
import { SEED } from '../support/random.ts';
import { runText } from '../support/runs.ts';

/** Each compiles a scenario: few. */
const CHAINS = 25;

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

const chains = fc.record({
  domains: fc.integer({ min: 2, max: 5 }),
  bytes: fc.integer({ min: 1, max: 65_536 }),
  calls: fc.integer({ min: 1, max: 4 }),
  flow: fc.constantFrom('stack', 'pipeline'),
  mechanism: fc.constantFrom('copying', 'copyOnWrite', 'fbufs'),
  cached: fc.boolean(),
  volatile: fc.boolean(),
  processors: fc.integer({ min: 1, max: 3 }),
});
type Chain = typeof chains extends fc.Arbitrary<infer T> ? T : never;

function textOf({ domains, bytes, calls, flow, mechanism, cached, volatile: keepsRight, processors }: Chain): string {
  const names = Array.from({ length: domains }, (_, index) => `D${index}`);
  const yes = (value: boolean): string => (value ? 'yes' : 'no');
  const rest = mechanism === 'fbufs' ? `, cached = ${yes(cached)}, volatile = ${yes(keepsRight)}` : '';
  return `
machine M profile decstation processors ${processors}
interface I { Put(data: bytes[..64KB]) }
domain D0 on M
${names
  .slice(1)
  .map((name) => `domain ${name} on M { export I }`)
  .join('\n')}
bind b = ${names.join(' -> ')}.I via ${mechanism}(flow = ${flow}${rest})
scenario S { thread T in D0 { repeat ${calls} { b.Put(${bytes} bytes) } } }`;
}

test(`chains of two to five domains copy what they say and give every buffer back (${CHAINS} chains, seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(chains, async (chain) => {
      const result = await runText(services, textOf(chain), 'S');
      const [trace] = result.traces;
      if (trace === undefined) throw new Error('nothing ran');
      expect(trace.end?.reason).toBe('finished');
      expect(violations(plainTrace(trace))).toEqual([]);
      const hops = chain.domains - 1;
      // Each hop's carrier makes four copies of its message of eight bytes.
      const copied = hops * (4 * 8 + (chain.mechanism === 'copying' ? chain.bytes : 0));
      const rows = Array.from({ length: trace.rows.length }, (_, index) => rowAt(trace.rows, index));
      const copies = rows.filter(({ site }) => trace.spec.sites[site]?.kind === 'copy');
      expect(copies.reduce((sum, row) => sum + row.bytes, 0)).toBe(chain.calls * copied);
      const last = stateAt(trace, trace.rows.length - 1);
      const gives = trace.spec.sites[rowAt(trace.rows, trace.rows.length - 1).site]?.text === 'give buffer' ? 1 : 0;
      for (const [store, { kind, name }] of trace.spec.stores.entries())
        if (kind === 'pool' && name.startsWith('buffer')) expect(elementsInUse(trace, last, store)).toBe(gives);
    }),
    { numRuns: CHAINS, seed: SEED },
  );
});
