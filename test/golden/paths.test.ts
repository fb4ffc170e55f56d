import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SequenceModel } from '../../src/analysis/models.ts';
import { sequence } from '../../src/analysis/sequence.ts';
import type { Site } from '../../src/sim/spec.ts';
import { languageWithLibrary } from '../support/files.ts';
import { callsOf, runText, type ScenarioResult } from '../support/runs.ts';

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
    const index = result.overview.variants.findIndex((variant) => variant.name === mechanism);
    const variant = result.overview.variants[index];
    const trace = result.traces[index];
    if (variant === undefined || trace === undefined) throw new Error(`no variant ${mechanism}`);
    const summary = callsOf(variant, 'Write');
    const calls = [summary.firstCall, summary.typicalCall].map((call) => sequence(trace, call, index));
    const titles = ['first call', 'typical call'];
    compareGolden(mechanism, calls.map((call, i) => `${titles[i]}\n${print(call, variant.sites)}`).join('\n'));
  });
});

function compareGolden(name: string, actual: string): void {
  const file = path.join(import.meta.dirname, 'paths', `${name.replaceAll(/[^\w]+/g, '-').replace(/-$/, '')}.txt`);
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(file, actual);
  expect(existsSync(file), `${file} is missing: write it with UPDATE_GOLDEN=1 and read it`).toBe(true);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}

function print(call: SequenceModel, sites: readonly Site[]): string {
  const lines = call.steps.map((step) => {
    const site = sites[step.site];
    const who = call.lifelines[step.lane]?.domain ?? '';
    const cells = [
      microseconds(step.start).padStart(9),
      microseconds(step.duration).padStart(9),
      (step.processor ?? '-').padEnd(9),
      who.padEnd(10),
      (step.onPath ? step.kind : `(${step.kind})`).padEnd(14),
      (step.letter ?? '').padEnd(1),
      String(step.bytes || '').padStart(4),
      site?.text ?? '',
    ];
    return cells.join('  ').trimEnd();
  });
  return [`${call.title}: ${microseconds(call.latency)} us`, ...lines, ''].join('\n');
}

function microseconds(time: number): string {
  return (time / 1e6).toFixed(3);
}
