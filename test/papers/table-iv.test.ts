import { beforeAll, describe, expect, test } from 'vitest';
import { languageWithLibrary } from '../support/files.ts';
import { meanMicroseconds, runText, type ScenarioResult, variantNamed } from '../support/runs.ts';
import { loadFacts, published } from './facts.ts';

/** The four calls of Table IV, as often as the paper made them. */
const TABLE_IV = `
machine Firefly profile cvax processors 2
interface Test {
  Null()
  Add(a: int32, b: int32) -> int32
  BigIn(data: bytes[200])
  BigInOut(data: inout bytes[200])
}
domain Client on Firefly
domain Server on Firefly { export Test }
bind test = Client -> Server.Test via lrpc
@compare(srcRpc, lrpc, lrpcMP)
scenario TableIV {
  processors Client, Server
  thread Caller in Client { CALLS }
}`;

const PROCEDURES = ['Null', 'Add', 'BigIn', 'BigInOut'] as const;
const SYSTEMS = { srcRpc: 'taos', lrpc: 'lrpc', lrpcMP: 'mp' } as const;
const CALIBRATED = new Set([
  'lrpc null',
  'lrpc add',
  'lrpc biginout',
  'mp null',
  'mp biginout',
  'taos null',
  'taos biginout',
]);
const facts = loadFacts();

describe('Table IV of the LRPC paper on the profile cvax', () => {
  const results = new Map<string, ScenarioResult>();
  beforeAll(async () => {
    const services = await languageWithLibrary();
    for (const procedure of PROCEDURES) {
      const text = TABLE_IV.replace('CALLS', `repeat 100_000 { test.${procedure} }`);
      results.set(procedure, await runText(services, text, 'TableIV'));
    }
  }, 60_000);

  const cells = Object.entries(SYSTEMS).flatMap(([mechanism, row]) =>
    PROCEDURES.map((procedure) => ({
      mechanism,
      procedure,
      cell: `${row} ${procedure.toLowerCase()}`,
      fact: `lrpc.t4.${procedure.toLowerCase()}.${row}`,
    })),
  );

  test.each(cells)('$procedure over $mechanism', ({ mechanism, procedure, cell, fact }) => {
    const result = results.get(procedure);
    if (result === undefined) throw new Error('not run');
    const simulated = meanMicroseconds(variantNamed(result, mechanism), procedure);
    const wanted = published(facts, fact);
    const tolerance = procedure === 'Null' || CALIBRATED.has(cell) ? 0.01 : 0.03;
    expect(Math.abs(simulated - wanted) / wanted, `${simulated} against ${wanted} µs`).toBeLessThanOrEqual(tolerance);
  });
});
