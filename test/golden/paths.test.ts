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

const world = (profile: string, mechanisms: readonly string[]) => `
profile withRemapping extends i486 {
  in bulkTransfer {
    run ipc = 107cycles  assumed "as l4"
    map     = 10us/page  assumed "to see it"
    unmap   = 5us/page   assumed "to see it"
  }
}
machine Firefly profile ${profile} processors 2
interface Files { Write(block: int32, data: immutable bytes[100]) -> int32 }
domain Editor on Firefly
domain FileServer on Firefly { export Files to Editor { Write { compute 40us } } }
bind files = Editor -> FileServer.Files via ${mechanisms[0]}
@compare(${mechanisms.join(', ')})
scenario OneCall {
  processors Editor, FileServer
  thread T in Editor { repeat 3 { files.Write } }
}`;

describe.each([
  ['cvax', MECHANISMS],
  ['withRemapping', ON_THE_486],
])('paths on %s', (profile, mechanisms) => {
  let result: ScenarioResult;
  beforeAll(async () => {
    result = await runText(await languageWithLibrary(), world(profile, mechanisms), 'OneCall');
  });

  test.each(mechanisms)('%s', (mechanism) => {
    compareGolden(mechanism, callsInText(result, mechanism, 'Write'));
  });
});
