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
  [
    'the client ends while its packet waits for the link, and the packet comes to the server before the call has ended',
    `machine One profile cvax
machine Two profile cvax
link wire between One, Two rate 2.94Mb/s
interface I { Null()  Put(data: bytes[..1400]) }
domain A on One
domain B on Two { export I }
domain C on Two
domain D on One { export I }
bind b = A -> B.I via birrellNelson
bind load = C -> D.I via birrellNelson
scenario S {
  at 7500us terminate A
  thread T in A count 2 { repeat 2 { b.Null } }
  thread Load in C { load.Put(1400 bytes) }
}`,
  ],
  [
    'the server ends while an acknowledgement is on its way to it, and that comes before the call is silent',
    `machine One profile dorado
machine Two profile cvax
link wire between One, Two rate 2.94Mb/s
interface I { Null()  Get() -> bytes[..4000] }
domain A on One { export I }
domain B on Two { export I { Get { return 4000 bytes } } }
domain C on Two
bind b = A -> B.I via birrellNelson
bind back = C -> A.I via birrellNelson
scenario S {
  at 6500us terminate B
  thread T in A { b.Get }
  thread Busy in C { repeat 2 { back.Null } }
}`,
  ],
  [
    'a caller is told to give up while it looks for its packet, and goes on with another processor',
    `profile slow extends cvax { swap = 10us }
machine One profile slow processors 2
machine Two profile slow
link wire between One, Two rate 2.94Mb/s
interface I { Null() }
domain A on One
domain B on Two { export I }
bind b = A -> B.I via birrellNelson(callerWaits = polling)
scenario S {
  processors A, A
  at packet 3 on wire drop
  at 3ms abort T
  thread T in A { b.Null }
}`,
  ],
  [
    'the server has given up when the answer to its exception comes',
    `machine One profile cvax
machine Two profile cvax
link wire between One, Two rate 2.94Mb/s
outcome full ran once
interface I { Null() raises full }
domain A on One
domain B on Two { export I { Null { raise full } } }
bind b = A -> B.I via birrellNelson
scenario S {
  at 8ms cut wire for 60ms
  thread T in A { try { b.Null } on full { wait 300ms resume } }
}`,
  ],
  [
    'a call inside an orphan fails without a row of its own: what it held is free',
    `machine M profile cvax
outcome broken ran once
interface I { Null() raises broken }
domain A on M
domain B on M { export I { Null { b.Null } } }
domain C on M { export I { Null { c.Null } } }
domain D on M { export I { Null { compute 1ms raise broken } } }
bind a = A -> B.I via lrpc
bind b = B -> C.I via lrpc(astacks = 1)
bind c = C -> D.I via lrpc
scenario S {
  at 1ms abort T
  thread T in A { a.Null }
  thread Later in B { wait 3ms try { b.Null } on broken { compute 1us } }
}`,
  ],
  [
    'an orphan is a packet on a link when the run ends',
    `machine Here profile cvax
machine There profile cvax
link wire between Here, There delay 200us
interface I { Null() }
domain A on Here
domain B on Here { export I { Null { remote.Null } } }
domain C on There { export I }
bind b = A -> B.I via lrpc
bind remote = B -> C.I via birrellNelson
scenario S {
  at 300us abort T
  thread T in A { b.Null }
}`,
  ],
  [
    'a call that a server of another machine makes is given up, and the outcome goes to the caller by a packet',
    `machine Here profile cvax
machine There profile cvax
link wire between Here, There rate 2.94Mb/s
interface I { Null() }
domain A on Here
domain B on There { export I { Null { inner.Null } } }
domain C on There { export I { Null { compute 3ms } } }
bind remote = A -> B.I via birrellNelson
bind inner = B -> C.I via rpc(timeout = 1ms)
scenario S { thread T in A { remote.Null } }`,
  ],
  [
    'chains of different lengths over one mechanism',
    `machine M profile decstation
interface I { Put(data: bytes[..8]) }
domain A on M
domain B on M { export I }
domain C on M { export I }
bind one = A -> B.I via copyOnWrite
bind two = A -> B -> C.I via copyOnWrite
scenario S { thread T in A { one.Put(8 bytes) two.Put(8 bytes) } }`,
  ],
  [
    'a dedicated processor that a call has left in another domain serves its own, and does not go back',
    `machine M profile cvax processors 2
interface I { Null() }
domain A on M { export I }
domain B on M { export I { Null { wait 2ms } } }
bind down = A -> B.I via lrpc
bind up = B -> A.I via urpc(voluntaryReturn = answered)
scenario S {
  processors A dedicated, B
  thread Goes in A { down.Null }
  thread Asks in B { up.Null }
  thread Works in B { repeat 100 { compute 30us } }
}`,
  ],
  [
    'an orphan waits for ever in a call that it made later, and keeps its lock',
    `machine M profile cvax
interface I { Null()  Trade() }
domain A on M
domain B on M { export I { Trade { down.Null } } }
domain C on M { export I }
bind up = A -> B.I via lrpc
bind down = B -> C.I via sharedMemory
scenario S {
  at call 1 of up terminate C
  at 340us abort T
  thread T in A count 3 { yield up.Trade up.Null }
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
