/** Scenarios that random worlds were shrunk to, when they broke a law or the engine. */
import { beforeAll, expect, test } from 'vitest';
import type { IpcServices } from '../../../src/language/module.ts';
import { languageWithLibrary } from '../../support/files.ts';
import { violations } from '../../support/laws/laws.ts';
import { plainTrace } from '../../support/laws/plain.ts';
import { runText } from '../../support/runs.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

const BROKE: readonly (readonly [string, string])[] = [
  [
    'a link of a machine on which nothing runs is cut',
    `machine Idle profile cvax
machine Busy profile cvax
link wire between Idle, Busy
interface I { Null() }
domain A on Busy
domain B on Busy { export I }
bind b = A -> B.I via lrpc
scenario S {
  at 10us cut wire for 5us
  thread T in A { b.Null }
}`,
  ],
  [
    'the client ends while its packet waits for the link',
    `machine Here profile cvax
machine There profile cvax
link wire between Here, There rate 2.94Mb/s
interface I { Null() }
domain A on Here
domain B on There { export I }
bind b = A -> B.I via birrellNelson
scenario S {
  at call 3 of b terminate A
  thread Slow in A count 2 { b.Null }
  thread Fast in A count 2 priority 1 { b.Null b.Null }
}`,
  ],
];

test.each(BROKE)('%s', async (_, text) => {
  const { traces } = await runText(services, text, 'S');
  for (const trace of traces) {
    expect(trace.end?.missed).toEqual([]);
    expect(violations(plainTrace(trace))).toEqual([]);
  }
});
