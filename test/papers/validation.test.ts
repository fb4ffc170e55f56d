import { AstUtils } from 'langium';
import { beforeAll, describe, expect, test } from 'vitest';
import { isConstant, isPrice } from '../../src/language/generated/ast.ts';
import { factValue } from '../../src/language/model/fact-units.ts';
import { languageWithLibrary } from '../support/files.ts';
import { changedLibrary, ipcTracer, type PaperRow, type PaperRows } from '../support/papers.ts';

async function rowsWith(argv: readonly string[], library?: ReturnType<typeof changedLibrary>): Promise<PaperRows> {
  const { out, err } = await ipcTracer(['papers', '--json', ...argv], library);
  expect(err).toBe('');
  return JSON.parse(out) as PaperRows;
}

const all = ({ predicted, calibrated }: PaperRows): readonly PaperRow[] => [...predicted, ...calibrated];
const key = ({ fact, scenario, variant }: PaperRow): string => `${fact} in ${scenario} ${variant}`.trim();

describe('all published values', () => {
  let rows: PaperRows;
  let code: number;
  beforeAll(async () => {
    const result = await ipcTracer(['papers', '--json']);
    code = result.code;
    rows = JSON.parse(result.out) as PaperRows;
  });

  test('no value is missed without a stated cause', () => {
    expect(all(rows).filter((row) => !row.within && row.because === null)).toEqual([]);
    expect(code).toBe(0);
  });

  test('no value is missing: each scenario measures what it says', () => {
    expect(all(rows).filter((row) => row.simulated === null)).toEqual([]);
  });

  test('a calibrated value comes out, or its cause is stated', () => {
    expect(rows.calibrated.length).toBeGreaterThan(40);
    expect(rows.calibrated.every((row) => (row.calibratedBy ?? []).length > 0)).toBe(true);
  });

  test('every number that calibrates a price of the library is in the table, as calibrated', async () => {
    const { shared } = await languageWithLibrary();
    const { Facts } = shared.ipc;
    const named = shared.workspace.LangiumDocuments.all
      .toArray()
      .flatMap(({ parseResult }) => AstUtils.streamAllContents(parseResult.value).toArray())
      .flatMap((node) => (isPrice(node) || isConstant(node) ? node.facts : []));
    const numbers = [...new Set(named)].filter((id) => {
      const fact = Facts.get(id);
      return fact === undefined || factValue(fact) !== undefined;
    });
    expect(numbers.length).toBeGreaterThan(60);
    const listed = new Set(rows.calibrated.map(({ fact }) => fact));
    expect(numbers.filter((id) => !listed.has(id))).toEqual([]);
  });

  test('every other fact has a reason why no scenario produces it', () => {
    expect(rows.unproduced.filter(({ because }) => because === '')).toEqual([]);
  });

  test('running a scenario by itself gives the same numbers', async () => {
    const { out } = await ipcTracer(['run', 'media/papers/lrpc-tables.ipc', '--scenario', 'TableV', '--json']);
    const printed = JSON.parse(out) as { readonly scenarios: readonly { readonly published: readonly PaperRow[] }[] };
    const own = printed.scenarios.flatMap(({ published }) => published);
    const listed = all(rows).filter(({ file, scenario }) => file.endsWith('lrpc-tables.ipc') && scenario === 'TableV');
    expect(own.length).toBeGreaterThan(10);
    expect(new Map(own.map(({ fact, simulated }) => [fact, simulated]))).toEqual(
      new Map(listed.map(({ fact, simulated }) => [fact, simulated])),
    );
  });
});

describe('a corrupted price', () => {
  const TABLES = ['media/papers/lrpc-tables.ipc', 'media/papers/message-rpc.ipc', 'media/papers/urpc-calls.ipc'];
  let right: PaperRows;
  beforeAll(async () => {
    right = await rowsWith(TABLES);
  });

  async function moved(file: string, from: string, to: string): Promise<readonly string[]> {
    const wrong = new Map(all(await rowsWith(TABLES, changedLibrary(file, from, to))).map((row) => [key(row), row]));
    const rows = all(right).filter((row) => wrong.get(key(row))?.simulated !== row.simulated);
    return rows.map(key).sort();
  }

  /** The saving of LRPC/MP is a difference of two calls that both have it: it stays. */
  test('moves the rows that it is in, and no others: the kernel transfer of LRPC', async () => {
    expect(await moved('cvax.ipc', 'run transfer = 27us', 'run transfer = 30us')).toEqual([
      'claim.s0.10x in SpeedUps',
      'claim.s0.50x in SpeedUps',
      'claim.s1.3x in SpeedUps',
      'l95.t2.lrpc.us in TableIV',
      'lrpc.queue.share in TableV',
      'lrpc.ratio.local in AgainstLocal',
      'lrpc.ratio.mach in SpeedUps',
      'lrpc.ratio.src in TableIV',
      'lrpc.t4.add.lrpc in TableIV',
      'lrpc.t4.add.mp in TableIV',
      'lrpc.t4.bigin.lrpc in TableIV',
      'lrpc.t4.bigin.mp in TableIV',
      'lrpc.t4.biginout.lrpc in TableIV',
      'lrpc.t4.biginout.mp in TableIV',
      'lrpc.t4.null.lrpc in TableIV',
      'lrpc.t4.null.mp in TableIV',
      'lrpc.t5.kernel in TableV',
      'lrpc.t5.ovhtotal in TableV',
      'lrpc.t5.total in TableV',
      'lrpc.thr.1 in OneProcessor',
      'lrpc.tlb.share in TableV',
      'urpc.lat.lrpc in TableIV',
    ]);
  });

  test('a price of user-level threads moves URPC alone', async () => {
    expect(await moved('cvax.ipc', 'server: run dispatch = 25us', 'server: run dispatch = 26us')).toEqual([
      'urpc.dispatch.share in TableII',
      'urpc.lat.c1s0t1 in Lent',
      'urpc.lat.c1s1t1 in TableII',
      'urpc.t2.dispatch.server in TableII',
      'urpc.t2.total.server in TableII',
      'urpc.t2x.latency in Overlap',
      'urpc.t2x.thr in Overlap',
      'urpc.thr.bound in Overlap',
    ]);
  });

  test('turns calibrated rows into misses', async () => {
    const wrong = await rowsWith(TABLES, changedLibrary('cvax.ipc', 'trap     = 18us', 'trap     = 19us'));
    const missed = all(wrong).filter((row) => !row.within && row.because === null);
    expect(missed.map(({ fact }) => fact)).toContain('lrpc.t5.traps');
    const { code } = await ipcTracer(
      ['papers', ...TABLES],
      changedLibrary('cvax.ipc', 'trap     = 18us', 'trap     = 19us'),
    );
    expect(code).toBe(1);
  });
});
