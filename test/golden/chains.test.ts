import { beforeAll, describe, test } from 'vitest';
import { languageWithLibrary, mediaFile } from '../support/files.ts';
import { runText, type ScenarioResult } from '../support/runs.ts';
import { callsInText, compareGolden, lastCallInText } from './path-text.ts';

/** The path of one call through three domains, step by step: `paths/<mechanism>.txt`. */
const MECHANISMS = [
  'fbufs',
  'fbufs(flow = stack)',
  'fbufs(carrier = urpc)',
  'fbufs(volatile = no)',
  'fbufs(secure = yes)',
  'fbufs(cached = no)',
  'fbufs(cached = no, volatile = no)',
  'copyOnWrite',
  'copying',
];

const text = `
profile both extends decstation {
  in urpc {
    enqueue = 11us        assumed "as on cvax"
    dequeue = 9us         assumed "as on cvax"
    run afterSend = 7us   assumed "as on cvax"
    run stub = 0us        assumed "within the unsplit rest"
    run marshal = 0us     assumed "within the unsplit rest"
  }
  in userThreads {
    run poll = 6us        assumed "as on cvax"
    run dispatch = 20us   assumed "as on cvax"
    run saveThread = 0us  assumed "as on cvax"
    run lend = 55us       assumed "as on cvax"
    run lendOverhead = 79us assumed "as on cvax"
  }
}
machine Dec profile both processors 3
interface Video { Frame(frame: bytes[8192]) }
domain Camera on Dec
domain Filter on Dec { export Video to Camera { Frame { compute 40us } } }
domain Display on Dec { export Video to Filter { Frame { compute 20us } } }
bind video = Camera -> Filter -> Display.Video via fbufs
@compare(${MECHANISMS.join(', ')})
scenario OneFrame { thread T in Camera { repeat 3 { video.Frame } } }`;

describe('paths through three domains', () => {
  let result: ScenarioResult;
  beforeAll(async () => {
    result = await runText(await languageWithLibrary(), text, 'OneFrame');
  });

  test.each(MECHANISMS)('%s', (mechanism) => {
    compareGolden(mechanism, callsInText(result, mechanism, 'Frame'));
  });
});

/** What goes wrong with fast buffers: the last call of a scenario of a sample, in one of its variants. */
test.each([
  ['fbufs-quota', 'Greedy', 0],
  ['fbufs-write-by-receiver', 'Write', 0],
  ['fbufs-wild-pointer', 'Wild', 1],
  ['fbufs-wild-pointer', 'Outside', 0],
  ['fbufs-originator-ends', 'DuringACall', 0],
  ['fbufs-not-integrated', 'Graph', 1],
  ['fbufs-secure', 'WritesOn', 0],
  ['fbufs-secure', 'Fault', 0],
] as const)('%s: %s', async (sample, scenario, variant) => {
  const { uri, text: written } = mediaFile('samples', `${sample}.ipc`);
  const result = await runText(await languageWithLibrary(), written, scenario, uri);
  compareGolden(`${sample}-${scenario}`, lastCallInText(result, variant));
});

/** What a receiver tells the originator when no reply comes. */
test('the explicit message with notices', async () => {
  const { uri, text: written } = mediaFile('samples', 'fbufs-notices.ipc');
  const result = await runText(await languageWithLibrary(), written, 'NoReply', uri);
  compareGolden('fbufs-notices-NoReply', callsInText(result, '', 'tell'));
});
