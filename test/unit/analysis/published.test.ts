import { beforeAll, describe, expect, test } from 'vitest';
import { deviationInWords, inUnit, standingInWords } from '../../../src/analysis/published.ts';
import type { PublishedResult } from '../../../src/analysis/run-models.ts';
import type { IpcServices } from '../../../src/language/module.ts';
import { languageWithLibrary } from '../../support/files.ts';
import { runText } from '../../support/runs.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

const text = (annotations: string) => `
machine Firefly profile cvax processors 2
interface Test { Null()  Add(a: int32, b: int32) -> int32  BigIn(data: bytes[200]) }
domain Client on Firefly
domain Server on Firefly { export Test }
bind test = Client -> Server.Test via lrpc
${annotations}
scenario Calls {
  processors Client
  thread T in Client { repeat 4 { test.Null test.Add(1, 2) test.BigIn } }
}`;

async function results(annotations: string): Promise<readonly PublishedResult[]> {
  return (await runText(services, text(annotations), 'Calls')).overview.published;
}

async function only(annotations: string): Promise<PublishedResult> {
  const [first, ...others] = await results(annotations);
  if (first === undefined || others.length > 0) throw new Error('not one result');
  return first;
}

describe('a published value beside a simulated one', () => {
  test('a fact that a price of the run names is calibrated, and says by which', async () => {
    const result = await only('@published("lrpc.t4.add.lrpc", latency(test.Add))');
    expect(result).toMatchObject({ published: '164 µs', simulated: '164 µs', within: true, calibratedBy: ['copy'] });
    expect(standingInWords(result)).toBe('calibrated, in “copy”');
  });

  test('a fact that no price names is predicted', async () => {
    const result = await only('@published("lrpc.t4.bigin.lrpc", latency(test.BigIn))');
    expect(result).toMatchObject({ published: '192 µs', simulated: '192 µs', within: true, calibratedBy: null });
    expect(standingInWords(result)).toBe('predicted');
  });

  test('what follows from calibrated facts is no prediction either', async () => {
    const result = await only('@published("lrpc.t5.total", latency(test.Null))');
    expect(result.calibratedBy).toEqual([
      'run call',
      'trap',
      'switch',
      'in lrpc client: run stub',
      'in lrpc run transfer',
    ]);
  });

  test('a price calibrates only where the run used it', async () => {
    const compared = '@compare(local, lrpc)\n';
    expect(await only(`${compared}@published("lrpc.t5.traps", time(test.Null, "trap", lrpc))`)).toMatchObject({
      calibratedBy: ['trap'],
      simulated: '36 µs',
    });
    expect(await only(`${compared}@published("lrpc.t5.traps", latency(test.Null, local))`)).toMatchObject({
      calibratedBy: null,
      within: false,
      deviation: -29 / 36,
    });
  });

  test('a deviation above the tolerance is a miss, whatever its cause', async () => {
    const bound = (more: string) => only(`@published("lrpc.t4.bigin.lrpc", latency(test.BigIn) * 1.03${more})`);
    expect(await bound('')).toMatchObject({ within: true, tolerance: '5 %' });
    expect(await bound(', within 2%')).toMatchObject({ within: false, tolerance: '2 %' });
    expect(await bound(', within 1us')).toMatchObject({ within: false, tolerance: '0.5208 %' });
    expect(await bound(', within 6us, because "three percent more"')).toMatchObject({ within: true });
    expect(await bound(', within 1%, because "three percent more"')).toMatchObject({ because: 'three percent more' });
  });

  test('ratios, counts and letters have the unit of their fact', async () => {
    const found = await results(`
      @compare(srcRpc, lrpc, rpc)
      @published("lrpc.ratio.src", latency(test.Null, srcRpc) / latency(test.Null, lrpc))
      @published("lrpc.t3.total.mp", copies(test.Add, rpc))
      @published("lrpc.t3.call.mutable.mp", letters(test.Add, rpc).onCall)
      @published("lrpc.t3.return.mp", letters(test.Add, rpc).onReturn)
      @published("lrpc.t3.return.rmp", letters(test.Add, rpc).onReturn)
      @published("mp.argcopies", copies(test.BigIn, rpc).onCall)
      @published("claim.s2.8total", steps(test.Add, "copy", rpc))`);
    expect(found.map((each) => [each.published, each.simulated, deviationInWords(each)])).toEqual([
      ['2.96 ×', '2.955 ×', '−0.15 %'],
      ['7 copies', '7 copies', '0 %'],
      ['ABCE', 'ABCE', 'equal'],
      ['BCF', 'BCF', 'equal'],
      ['BF', 'BCF', 'differs'],
      ['4 copies', '4 copies', '0 %'],
      ['8 copies', '7 copies', '−13 %'],
    ]);
  });
});

describe('what a fact says', () => {
  test('bounds, and values that are about so', async () => {
    const found = await results(`
      @published("lrpc.queue.share", (time(test.Null, "takeAstack") + time(test.Null, "giveAstack")) / latency(test.Null))
      @published("lrpc.thr.4", 4 * throughput(test.Null))
      @published("urpc.dispatch.share", 43%)
      @published("l95.4080", 50)`);
    expect(found.map((each) => [each.published, each.simulated, each.deviation, each.within])).toEqual([
      ['<2 %', '0.6369 %', 0, true],
      ['>23000 calls/s', '9,434 calls/s', expect.closeTo(-0.59, 2), false],
      ['~42-45 %', '43 %', 0, true],
      ['40..80 ×', '50 ×', 0, true],
    ]);
  });

  test('what was never made, and a step that is not there, give no value', async () => {
    const result = await only('@published("lrpc.t5.traps", time(test.Null, "no such step"))');
    expect(result).toMatchObject({ simulated: null, deviation: null, within: false });
    expect(deviationInWords(result)).toBe('no value');
  });

  test('an unseen paper is said so', async () => {
    const result = await only('@published("urpc.lat.c1s0t1", latency(test.Null), because "LRPC, not URPC")');
    expect(standingInWords(result)).toBe('predicted; not verified against the paper');
  });

  test('each variant that runs the own mechanism has its result, and settings are variants', async () => {
    const found = await results('@compare(lrpc, lrpc(astacks = 9))\n@published("lrpc.t5.total", latency(test.Null))');
    expect(found.map(({ variant, simulated }) => [variant, simulated])).toEqual([
      ['lrpc', '157 µs'],
      ['lrpc(astacks = 9)', '157 µs'],
    ]);
  });
});

describe('measures of steps', () => {
  test('of a machine: time and number of its steps, and how long the run took', async () => {
    const { overview } = await runText(
      services,
      text(`@expect(steps(Firefly, "callTrap") == 12)
        @expect(time(Firefly, "callTrap") == 12 * 18us)
        @expect(Firefly.duration > 2ms and Firefly.duration < 3ms)
        @expect(letters(test.Null) == "AF" or letters(test.BigIn) == "A+F")`),
      'Calls',
    );
    expect(overview.expectations.filter(({ passed }) => !passed).map(({ actual }) => actual)).toEqual([]);
    expect(overview.expectations).toHaveLength(4);
  });
});

describe('values in words', () => {
  test.each([
    [157, 'us', '157 µs'],
    [2.9554, 'x', '2.955 ×'],
    [10922.67, 'Mb/s', '10,923 Mb/s'],
    [0.00012, 'us/byte', '0.00012 µs/byte'],
    [-3, 'copies', '−3 copies'],
    ['ABCE', 'letters', 'ABCE'],
    ['LIFO', '', 'LIFO'],
  ])('%s %s is %s', (value, unit, words) => {
    expect(inUnit(value, unit)).toBe(words);
  });
});
