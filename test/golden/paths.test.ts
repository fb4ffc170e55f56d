import { beforeAll, describe, test } from 'vitest';
import { languageWithLibrary } from '../support/files.ts';
import { runText, type ScenarioResult } from '../support/runs.ts';
import { callsInText, compareGolden } from './path-text.ts';

/**
 * The path of one call of every mechanism, step by step, as text: `paths/<mechanism>.txt`. A missing file is a failure;
 * `UPDATE_GOLDEN=1 npx vitest run test/golden` writes them, and the difference is for the reviewer.
 */
const MECHANISMS = [
  'local',
  'systemCall',
  'rpc',
  'rpc(scheduling = general)',
  'rpc(scheduling = process)',
  'rpc(combined = no)',
  'rpc(resultsInPlace = no)',
  'rpc(dispatching = receiver)',
  'restrictedRpc',
  'srcRpc',
  'lrpc',
  'lrpcMP',
  'urpc',
  'urpc(reallocation = eager)',
  'doors',
  'lpc',
  'quickLpc',
  'pipe',
  'messageQueue',
  'sharedMemory',
  'sharedMemory(spinning = yes)',
  'binder',
  'lectureLrpc',
];

const ON_THE_486 = ['l4', 'bulkTransfer', 'bulkTransfer(data = copying)', 'bulkTransfer(data = sharing)'];

/** Where only calls without copies have a price. */
const ONE_WORD = 'block: int32';
const USUAL = `${ONE_WORD}, data: immutable bytes[100]`;

const world = (profile: string, mechanisms: readonly string[], takes: string) => `
profile withRemapping extends i486 {
  in bulkTransfer {
    run ipc = 107cycles  assumed "as l4"
    map     = 10us/page  assumed "to see it"
    unmap   = 5us/page   assumed "to see it"
  }
}
machine Firefly profile ${profile} processors 2
interface Files { Write(${takes}) -> int32 }
domain Editor on Firefly
domain FileServer on Firefly { export Files to Editor { Write { compute 40us } } }
bind files = Editor -> FileServer.Files via ${mechanisms[0]}
@compare(${mechanisms.join(', ')})
scenario OneCall {
  processors Editor, FileServer
  thread T in Editor { repeat 3 { files.Write } }
}`;

describe.each([
  ['cvax', MECHANISMS, USUAL],
  ['withRemapping', ON_THE_486, USUAL],
  ['withRemapping', ['bulkTransfer(data = registers)'], ONE_WORD],
  ['linux686', ['pipe(capacity = 40 bytes)', 'unixSocket', 'tcpLoopback', 'udpLoopback', 'sunRpc'], USUAL],
  ['sparcstation2', ['springDoor'], ONE_WORD],
  ['cortexA9', ['sel4'], ONE_WORD],
])('paths on %s', (profile, mechanisms, takes) => {
  let result: ScenarioResult;
  beforeAll(async () => {
    result = await runText(await languageWithLibrary(), world(profile, mechanisms, takes), 'OneCall');
  });

  test.each(mechanisms)('%s', (mechanism) => {
    compareGolden(mechanism, callsInText(result, mechanism, 'Write'));
  });
});
