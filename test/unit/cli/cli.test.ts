import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../src/cli/cli.ts';
import type { CliHost } from '../../../src/cli/host.ts';
import { NO_STYLE } from '../../../src/cli/style.ts';
import type { SourceFile } from '../../../src/language/workspace.ts';
import { mediaFiles } from '../../support/files.ts';

const WORLD = `machine Firefly profile cvax
interface Test { Null()  Big(data: bytes[200]) }
domain Client on Firefly
domain Server on Firefly { export Test { Null { } Big { compute 10us } } }
bind test = Client -> Server.Test via lrpc
`;

const FILES: Readonly<Record<string, string>> = {
  'good.ipc': `${WORLD}@title("Null calls")
@expect(latency(test.Null) == 157us)
scenario Good { thread T in Client { repeat 5 { test.Null } } }
scenario Other { thread T in Client { test.Big } }`,
  'slow.ipc': `${WORLD}@expect(latency(test.Null) < 1us)
scenario Slow { thread T in Client { test.Null } }`,
  'failing.ipc': `${WORLD}scenario Failing { thread T in Client { try { raise callFailed } on callFailed { }  raise callFailed } }`,
  'refused.ipc': `${WORLD}scenario Refused {
  at call 2 of test forgeBinding
  thread T in Client { repeat 3 { try { test.Null } on forgedBinding { } } }
}
@expect(failures(notAuthorised) == 1)
scenario Unbound {
  at call 1 of test refuse notAuthorised
  thread T in Client { try { test.Null } on notAuthorised { } }
}`,
  'sweep.ipc': `${WORLD.replace('bytes[200]', 'bytes[..64KB]')}parameter size = 100 bytes
@sweep(size = 100 bytes, 1KB, 4KB)
@compare(lrpc, rpc)
@expect(latency(test.Big) > 100us)
scenario Sizes { thread T in Client { test.Big(size) } }`,
  'poor.ipc': `profile poor { trap = 2us measured "x"  run call = 1us measured "x"  copy = 1us measured "x" }
${WORLD.replace('cvax', 'poor').replace('via lrpc', 'via local')}@compare(local, systemCall, lrpc)
scenario Poor { thread T in Client { test.Null } }`,
  'guesses.ipc': `profile guesses {
  trap = 500us  measured "never asked for: the machine's profile has one"
  run stub = 3us  measured "our board"
  run transfer = 4us  assumed "a guess"
  run authorize = 0us  assumed "a guess"
  run makeBinding = 0us  assumed "a guess"
  run makeThread = 0us  assumed "a guess"
  run allocate = 0us  assumed "a guess"
  run reclaim = 0us  assumed "a guess"
  switch = 5us  assumed "a guess"
  map = 0us  assumed "a guess"
}`,
  'unused.ipc': `${WORLD.replace('via lrpc', 'via mine')}mechanism mine extends local { option spare = 3 }`,
  'wrong.ipc': WORLD.replace('via lrpc', 'via lrcp'),
  'empty.ipc': WORLD,
  'huge.ipc': `${WORLD.replace('via lrpc', 'via lrpc(astacks = 1_000_000_000)')}scenario Huge { thread T in Client { test.Null } }`,
  'large.ipc': `${WORLD.replace('via lrpc', 'via lrpc(astacks = 600_000)')}scenario Large { thread T in Client { test.Null test.Big } }`,
  'crowd.ipc': `${WORLD}scenario Crowd { thread T in Client count 70_000 { test.Null } thread U in Client count 70_000 { test.Null } }`,
};

let library: readonly SourceFile[] = [];
beforeAll(() => {
  library = mediaFiles('library');
});

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function cli(...argv: readonly string[]): Promise<Result> {
  const written = { out: '', err: '' };
  let clock = 0;
  const host: CliHost = {
    files: {
      folder: '/home',
      library: () => Promise.resolve(library),
      facts: () => Promise.resolve('[]'),
      papers: () => Promise.resolve({ files: [], reasons: '[]' }),
      samples: () => Promise.resolve([]),
      read,
      imports: undefined,
    },
    version: '1.2.3',
    style: NO_STYLE,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    now: () => (clock += 10),
  };
  return { code: await runCli(argv, host), ...written };
}

function read(file: string): Promise<string> {
  const text = FILES[file.replace('/home/', '')];
  const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return text === undefined ? Promise.reject(missing) : Promise.resolve(text);
}

describe('check', () => {
  it('says that there are no problems', async () => {
    expect(await cli('check', 'good.ipc', 'slow.ipc')).toEqual({
      code: 0,
      out: 'good.ipc: no problems\nslow.ipc: no problems\n',
      err: '',
    });
  });

  it('names the place of each error', async () => {
    const { code, out, err } = await cli('check', 'good.ipc', 'wrong.ipc');
    expect({ code, out }).toEqual({ code: 2, out: 'good.ipc: no problems\n' });
    expect(err).toMatch(/^wrong\.ipc:5:39: ipc\/\w+ .*lrcp.*lrpc/);
  });

  it('names files that it cannot read, and goes on', async () => {
    const { code, err } = await cli('check', 'nowhere.ipc', 'wrong.ipc');
    expect(code).toBe(2);
    expect(err).toContain('nowhere.ipc:1:1: ipc/unreadable There is no such file.');
    expect(err).toContain('wrong.ipc:5:39');
  });
});

describe('for programs', () => {
  it('what is wrong with a file is part of the object', async () => {
    const { code, out, err } = await cli('run', 'wrong.ipc', '--json');
    const at = { file: 'wrong.ipc', line: 5, column: 39 };
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      file: 'wrong.ipc',
      diagnostics: [{ severity: 'error', code: 'ipc/unknownName', at, related: [] }],
      scenarios: [],
    });
    expect(err).toContain('wrong.ipc:5:39: ipc/unknownName');
  });

  it('check tells every file, good and bad', async () => {
    const { code, out, err } = await cli('check', '--json', 'good.ipc', 'wrong.ipc', 'nowhere.ipc');
    expect([code, err]).toEqual([2, '']);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      files: [
        { file: 'good.ipc', diagnostics: [] },
        { file: 'wrong.ipc', diagnostics: [{ code: 'ipc/unknownName' }] },
        {
          file: 'nowhere.ipc',
          diagnostics: [{ code: 'ipc/unreadable', at: { file: 'nowhere.ipc', line: 1, column: 1 } }],
        },
      ],
    });
    expect(await cli('check', '--json', 'good.ipc')).toMatchObject({ code: 0 });
  });
});

describe('limits and hints', () => {
  it('a run stops after as many steps as are said', async () => {
    const { code, out } = await cli('run', 'good.ipc', '--max-rows', '30');
    expect(code).toBe(1);
    expect(out).toMatch(/reached its limit of 30 recorded steps\..* --max-rows on the command line/);
  });

  it('check prints hints, which are no failure', async () => {
    const { code, out, err } = await cli('check', 'unused.ipc');
    expect([code, out]).toEqual([0, 'unused.ipc: no errors\n']);
    expect(err).toMatch(/^unused\.ipc:\d+:\d+: ipc\/\w+ hint: .*spare/);
  });
});

describe('run', () => {
  it('prints the path of a call and what was expected', async () => {
    const { code, out, err } = await cli('run', 'good.ipc', '--scenario', 'Good');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const part of [
      'Good: Null calls',
      'test.Null over lrpc, Client to Server, profile cvax: 5 calls',
      '157 µs for every call',
      '✓ latency(test.Null) == 157us',
    ]) {
      expect(out).toContain(part);
    }
    expect(out).not.toContain('Other');
  });

  it('runs every scenario of a file', async () =>
    expect((await cli('run', 'good.ipc')).out).toMatch(/Good: Null calls[^]*\nOther\n/));

  it('runs once over each mechanism that is named, with its settings', async () => {
    const { code, out, err } = await cli('run', 'good.ipc', '--scenario', 'Other', '--via', 'lrpc(astacks = 2), rpc');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('test.Big over lrpc(astacks = 2), Client to Server');
    expect(out).toContain('test.Big over rpc, Client to Server');
  });

  it('can replace the mechanism', async () => {
    const { out } = await cli('run', 'good.ipc', '--scenario', 'Other', '--via', 'rpc');
    expect(out).toContain('test.Big over rpc, Client to Server');
    expect(out).toMatch(/7 copies|5 copies/);
  });

  it('exits with 1 if an expectation fails', async () => {
    const { code, out } = await cli('run', 'slow.ipc');
    expect(code).toBe(1);
    expect(out).toContain('✗ failed: latency(test.Null) < 1us: latency(test.Null).mean = 157 µs');
  });

  it('says how calls and binding acts ended, and what their callers know', async () => {
    const calls = await cli('run', 'refused.ipc', '--scenario', 'Refused');
    expect(calls.out).toContain('3 calls, 1 of them failed');
    expect(calls.out).toContain('Ended otherwise: 1 with forgedBinding (the procedure did not run)');
    const { code, out } = await cli('run', 'refused.ipc', '--scenario', 'Unbound');
    expect(code).toBe(0);
    expect(out).toMatch(
      /Binding test over lrpc: .*, ended with notAuthorised \(nothing was called, so no procedure ran\)/,
    );
    expect(out).toContain('refuse notAuthorised');
    expect(out).toContain('failures(notAuthorised) = 1');
  });
});

describe('run with calls that fail', () => {
  it('shows the call that did not return, and another one if asked', async () => {
    const { out } = await cli('run', 'refused.ipc', '--scenario', 'Refused');
    expect(out).toContain(
      'Call 2 of 3, the first that did not return: it ended with forgedBinding (the procedure did not run), step by step:',
    );
    const third = await cli('run', 'refused.ipc', '--scenario', 'Refused', '--call', '3');
    expect(third.out).toContain('Call 3 of 3, step by step:');
    expect(third.out).not.toContain('forge binding');
    const one = await cli('run', 'good.ipc', '--call', '2');
    expect([one.code, one.out.match(/step by step/g)?.length]).toEqual([0, 1]);
  });

  it('tells calls that returned from those that did not', async () => {
    const { out } = await cli('run', 'refused.ipc', '--scenario', 'Refused');
    expect(out).toMatch(
      /Of the 2 calls that returned: mean 157 µs, [\d,]+ calls\/s; of the 1 that did not: mean 42\.5 µs/,
    );
  });

  it('compares throughput and length where there are several calls', async () => {
    const several = await cli('run', 'good.ipc', '--scenario', 'Good', '--via', 'lrpc,lrpcMP');
    expect(several.out).toMatch(/calls per second, all threads +6,369 /);
    expect(several.out).toMatch(/length of the run, all calls +\d+ µs/);
    const one = await cli('run', 'good.ipc', '--scenario', 'Other', '--via', 'lrpc,lrpcMP');
    expect(one.out).not.toContain('calls per second');
    const { out } = await cli('run', 'good.ipc', '--scenario', 'Good', '--csv');
    const [titles = [], values = []] = out
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(Math.round(Number(values[titles.indexOf('throughput_per_s')]))).toBe(6369);
    expect(Number(values[titles.indexOf('run_ps')])).toBeGreaterThan(5 * 157e6);
  });

  it('exits with 1 if an outcome is not caught', async () => {
    const { code, out } = await cli('run', 'failing.ipc');
    expect(code).toBe(1);
    expect(out).toContain('ipc/uncaught error');
  });
});

describe('bad input of run', () => {
  it.each([
    [['run', 'wrong.ipc'], 'wrong.ipc:5:39: ipc/'],
    [['run', 'nowhere.ipc', '--csv'], 'nowhere.ipc:1:1: ipc/unreadable'],
    [['run', 'empty.ipc'], 'empty.ipc:1:1: ipc/noScenario'],
    [['run', 'good.ipc', '--scenario', 'Nothing'], 'good.ipc:1:1: ipc/noScenario'],
    [
      ['run', 'huge.ipc'],
      'huge.ipc:5:54: ipc/tooMany The number of elements of pool astack must not be above 1,000,000.',
    ],
    [['run', 'large.ipc'], 'elements of pools in all, and a run holds at most 1,000,000'],
    [['run', 'crowd.ipc'], 'scenario "Crowd" has 140,000 threads in all, and a run holds at most 100,000'],
    [
      ['run', 'good.ipc', '--via', 'nothing'],
      '--via:1:1: ipc/unknownName No mechanism is named "nothing". There are binder, ',
    ],
    [['run', 'good.ipc', '--via', 'lrcp'], 'Did you mean "lrpc"?'],
    [['run', 'good.ipc', '--via', 'rpc, lrpc(stacks = 2)'], '--via:1:11: ipc/unknownOption'],
    [['run', 'good.ipc', '--via', 'lrpc(astacks = 2us)'], '--via:1:16: ipc/optionKind Option astacks takes'],
    [['run', 'good.ipc', '--via', 'lrpc('], '--via:2:1: ipc/syntax'],
    [
      ['run', 'good.ipc', '--via', 'lrpc) scenario More { } @compare(rpc'],
      '--via takes mechanisms with their settings',
    ],
    [['run', 'good.ipc', '--call', '6'], 'There is no call 6; over test 5 calls were made'],
    [['run', 'sweep.ipc', '--call', '1'], 'the file has sweeps only'],
    [['run'], 'ipc-tracer: run needs a file.'],
    [['paint'], 'ipc-tracer: There is no command "paint"'],
  ])('%j is bad input', async (argv, part) => {
    const { code, out, err } = await cli(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(part);
  });
});

describe('a sweep', () => {
  it('is a table of mean latencies, with notes', async () => {
    const { code, out, err } = await cli('run', 'sweep.ipc');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n').map((line) => line.trim());
    expect(lines).toContain('size    lrpc      rpc');
    expect(lines.find((line) => line.startsWith('4 KB'))).toMatch(/^4 KB +\d+ µs +- \[1\]$/);
    expect(lines).toContain('[1] rpc: Every call ended with tooLarge (the procedure did not run).');
    expect(lines).toContain('✓ latency(test.Big) > 100us [lrpc]: held at 3 values of size');
  });

  it('names mechanisms whose prices nobody has verified', async () => {
    const { out } = await cli('run', 'sweep.ipc', '--via', 'urpc,lrpc');
    expect(out).toMatch(/Prices not verified against the paper count in the figures of urpc \(.+\)\.\n/);
    const csv = await cli('run', 'sweep.ipc', '--via', 'urpc,lrpc', '--csv');
    const [titles = [], ...lines] = csv.out
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const column = titles.indexOf('unverified_prices');
    expect(lines.slice(0, 2).map((line) => line[column])).toEqual(['yes', 'no']);
  });

  it('shows another figure', async () => {
    const { out } = await cli('run', 'sweep.ipc', '--metric', 'kernelCopies');
    expect(out).toContain('test.Big: copies by the kernel (mean per call, call and return together)');
    expect(out).toMatch(/1 KB +0 +\d/);
  });

  it('as CSV has a line for each run and procedure', async () => {
    const { code, out } = await cli('run', 'sweep.ipc', '--csv');
    const [titles = '', ...lines] = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(titles).toMatch(/^scenario,procedure,parameter,value,unit,variant,calls,failed,latency_mean_ps,/);
    expect(lines.map((line) => line.split(',').slice(0, 8).join())).toEqual([
      'Sizes,test.Big,size,100,bytes,lrpc,1,0',
      'Sizes,test.Big,size,100,bytes,rpc,1,0',
      'Sizes,test.Big,size,1024,bytes,lrpc,1,0',
      'Sizes,test.Big,size,1024,bytes,rpc,1,0',
      'Sizes,test.Big,size,4096,bytes,lrpc,1,0',
      'Sizes,test.Big,size,4096,bytes,rpc,1,1',
    ]);
    expect(lines.every((line) => line.split(',').length === titles.split(',').length)).toBe(true);
    expect(lines.at(-1)).toMatch(/,rpc,1,1,,+\d+,no,no,Every call ended with tooLarge/);
  });

  it('as JSON has raw values, cells, notes and crossovers', async () => {
    const { out } = await cli('run', 'sweep.ipc', '--json');
    expect(JSON.parse(out)).toMatchObject({
      scenarios: [],
      sweeps: [
        {
          name: 'Sizes',
          parameter: 'size',
          unit: 'bytes',
          variants: ['lrpc', 'rpc'],
          procedures: ['test.Big'],
          values: [
            { value: 100, text: '100 bytes', cells: [{ variant: 'lrpc', note: null }, { variant: 'rpc' }] },
            { value: 1024, text: '1 KB' },
            { value: 4096, cells: [{ calls: [{ failed: 0 }] }, { note: null, calls: [{ failed: 1, note: 0 }] }] },
          ],
          crossovers: [],
          notes: [{ variant: 'rpc', missing: null }],
          expectations: [{ passed: true }],
          problems: [],
        },
      ],
    });
  });

  it('over one mechanism has one column', async () => {
    expect((await cli('run', 'sweep.ipc', '--via', 'srcRpc')).out).toMatch(/size +srcRpc\n/);
  });
});

describe('missing prices', () => {
  it('leave a column empty and are named', async () => {
    const { code, out, err } = await cli('run', 'poor.ipc');
    expect(code).toBe(0);
    expect(err).toContain('poor.ipc:7:29: ipc/priceMissing warning: Profile poor has no price for');
    expect(out).toMatch(/latency, mean +1\.00 µs +\S+ µs +-\n/);
    expect(out).toMatch(
      /Not run\n {2}- lrpc: profile poor has no price for ".*" and \d more steps\. Write it: profile poor/,
    );
    const { scenarios } = JSON.parse((await cli('run', 'poor.ipc', '--json')).out) as { scenarios: unknown[] };
    expect(scenarios[2]).toMatchObject({ variant: 'lrpc', calls: [], absent: { code: 'ipc/priceMissing' } });
  });

  it('can be assumed, and every figure that they count in says so', async () => {
    const { code, out, err } = await cli('run', 'poor.ipc', '--assume', 'guesses.ipc');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Uses assumed prices, which nobody has published: .*run authorize = 0 µs \(guesses\.ipc\)/);
    expect(out).toContain('run stub (assumed price)');
    expect(out).toMatch(/ 2\.0 .* trap {2,}trap\n/);
    expect(out).not.toContain('Not run');
    const json = JSON.parse((await cli('run', 'poor.ipc', '--assume', 'guesses.ipc', '--json')).out) as {
      scenarios: { variant: string; assumed?: { name: string }[] }[];
    };
    expect(json.scenarios.map(({ variant, assumed = [] }) => [variant, assumed.length > 0])).toEqual([
      ['local', false],
      ['systemCall', false],
      ['lrpc', true],
    ]);
  });

  it.each([
    ['nowhere.ipc', 'nowhere.ipc:1:1: ipc/unreadable'],
    ['wrong.ipc', 'wrong.ipc:5:39: ipc/unknownName'],
    ['empty.ipc', 'empty.ipc:1:1: ipc/nothingAssumed'],
  ])('cannot be assumed from %s', async (file, part) => {
    const { code, out, err } = await cli('run', 'poor.ipc', '--assume', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(part);
  });
});

describe('run for programs', () => {
  it('prints one object as JSON, the same on every run', async () => {
    const first = await cli('run', 'good.ipc', '--json');
    expect(await cli('run', 'good.ipc', '--json')).toEqual(first);
    expect(JSON.parse(first.out)).toMatchObject({
      version: 1,
      file: 'good.ipc',
      scenarios: [
        {
          name: 'Good',
          variant: '',
          calls: [
            {
              binding: 'test',
              client: 'Client',
              server: 'Server',
              procedure: 'Null',
              mechanism: 'lrpc',
              profile: 'cvax',
              count: 5,
              failed: 0,
              latency: { mean: 157_000_000 },
            },
          ],
          processors: [{ machine: 'Firefly', index: 0 }],
          expectations: [
            { text: 'latency(test.Null) == 157us', passed: true, actual: 'latency(test.Null).mean = 157 µs' },
          ],
          problems: [],
        },
        { name: 'Other' },
      ],
    });
  });

  it('prints real times only if asked', async () => {
    expect((await cli('run', 'good.ipc', '--timing')).out).toContain('Loaded in 10 ms, ran in 10 ms of real time.');
    expect(JSON.parse((await cli('run', 'good.ipc', '--timing', '--json')).out)).toMatchObject({
      timing: { load: 10, run: 10 },
    });
  });
});

describe('about itself', () => {
  it('--help', async () => {
    const { code, out } = await cli('--help');
    expect(code).toBe(0);
    for (const part of ['check FILE…', '--scenario NAME', '--via MECHANISMS', '--json', '--timing', 'Exit code'])
      expect(out).toContain(part);
  });

  it('--version', async () => expect(await cli('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' }));
});
