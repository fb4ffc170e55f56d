import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../../../src/language/module.ts';
import { checkDocuments, openDocument } from '../../../../src/language/workspace.ts';
import { servicesWithLibrary } from '../support.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await servicesWithLibrary();
});

const check = (text: string) => checkDocuments(services, [openDocument(services, 'file:///right.ipc', text)]);
const world = `machine M profile cvax processors 2
interface I { P()  Put(data: bytes[..1KB]) -> int32 }
domain A on M
`;
const body = 'client: run procedure into results';

/** What a rule might take for wrong, and is not. */
const right: readonly (readonly [string, string])[] = [
  ['a range of one value', 'histogram h { 8 bytes .. 8 bytes: 1 }'],
  [
    'a call that ends before it gives back',
    `mechanism m { pool slot in client count 2 empty wait call { when binding is first { client: take slot client: raise callFailed } ${body} } }`,
  ],
  [
    'conditions that are opposites of each other',
    `mechanism m { option n = 8 bytes pool slot in client count 2 empty wait call { when arguments.size <= n { client: take slot } ${body} when arguments.size > n { client: run look } else { client: give slot } } }`,
  ],
  [
    'and the other way round',
    `mechanism m { option n = 8 bytes pool slot in client count 2 empty wait call { when arguments.size < n { client: take slot } ${body} when arguments.size >= n { client: run look } else { client: give slot } } }`,
  ],
  [
    'choices of which only one can be',
    `mechanism m { option mode: one | two = one pool slot in client count 2 empty wait call { when mode is one { client: take slot } ${body} when mode is two { client: run look } else { client: give slot } } }`,
  ],
  [
    'a pool element that is attached for good',
    `mechanism m { pool a in client count 2 empty wait pool b in client empty grow call { client: take a when a has no b { client: take b client: attach b to a } ${body} client: give a } }`,
  ],
  [
    'a mapping that the first call makes and later ones use',
    `mechanism m { place q in server call { when binding is first { client: trap kernel: map q in client kernel: resume client } client: copy arguments -> q ${body} } }`,
  ],
  [
    'a mapping that bind makes',
    `mechanism m { place q in server bind { client: trap kernel: map q in client kernel: resume client } call { client: copy arguments -> q ${body} } }`,
  ],
  [
    'a kernel that copies from the loaded space',
    `mechanism m { place q in kernel call { client: trap kernel: copy arguments -> q kernel: resume client ${body} } }`,
  ],
  ['an inherited option with another default', 'mechanism m extends rpc { option packet = 4KB }'],
  [
    'a label that an edit names again',
    'mechanism m extends lrpc { instead takeAstack { client: take astack as takeAstack } }',
  ],
  [
    'a price that steps of a descendant have',
    'profile p extends cvax { in lrpc { run hash = 1us + 2ns/byte assumed "a guess" } }\nmechanism hashed extends lrpc { after callTrap { kernel: run hash } }',
  ],
  [
    'a bare price of work that a policy emits',
    'profile p extends cvax { in userThreads { run poll = 1us assumed "a guess" } }',
  ],
  [
    'the word of a step as a bare price',
    'profile p extends cvax { kernel: copy = 1us/byte assumed "a guess"  coherence = 1ns/byte assumed "a guess" }',
  ],
  [
    'always and never',
    `${world}scenario S { thread T in A { with 100% { compute 1us } else { compute 2us } with 0% { compute 3us } } }`,
  ],
  ['zero, which fits every dimension', `${world}scenario S { thread T in A { compute 0  wait 0 } }`],
  [
    'a body that uses its parameter, and a result of declared size',
    `${world}domain B on M { export I { Put { compute 1us/byte * data  return 4 bytes } } }\nbind b = A -> B.I via lrpc\nscenario S { thread T in A { b.Put(1KB)  b.P } }`,
  ],
  [
    'a step without a price where no call comes',
    `${world}domain B on M { export I }\nmechanism quick extends lrpc { option hashing = no  after callTrap { when hashing { kernel: run hash } } }\nbind b = A -> B.I via quick\nscenario S { thread T in A { b.P } }`,
  ],
  [
    'a way that an option closes',
    `${world}domain B on M { export I }\nmechanism quick extends lrpc { option fast = yes  after callTrap { when fast { kernel: validate binding } else { kernel: run hash } } }\nbind b = A -> B.I via quick\nscenario S { thread T in A { b.P } }`,
  ],
  [
    'as many callers as elements',
    `${world}domain B on M { export I }\nbind b = A -> B.I via lrpc(astacks = 3, exhaustion = fail)\nscenario S { thread T in A count 3 { b.P } }`,
  ],
  [
    'callers of different procedures, each with its own pool',
    `${world}domain B on M { export I }\nbind b = A -> B.I via lrpc(astacks = 3, exhaustion = fail)\nscenario S { thread T in A count 3 { b.P } thread U in A count 3 { b.Put } }`,
  ],
  [
    'callers in different scenarios',
    `${world}domain B on M { export I }\nbind b = A -> B.I via lrpc(astacks = 3, exhaustion = fail)\nscenario S { thread T in A count 3 { b.P } }\nscenario R { thread U in A count 3 { b.P } }`,
  ],
  [
    'calls in a circle that need no thread of the server',
    `${world}interface J { Q() }\ndomain B on M { export I { P { j.Q } } }\ndomain C on M { export J { Q { with 10% { i.P } } } }\nbind i = C -> B.I via lrpc\nbind j = B -> C.J via lrpc\nscenario S { thread T in C { i.P } }`,
  ],
  [
    'a circle with a thread for every caller',
    `${world}interface J { Q() }\ndomain B on M { threads 3  export I { P { j.Q } } }\ndomain C on M { threads 9  export J { Q { with 10% { i.P } } } }\nbind i = C -> B.I via rpc\nbind j = B -> C.J via rpc\nscenario S { thread T in C count 2 { i.P } }`,
  ],
  [
    'a server on the processor of its caller',
    `${world}domain B on M { export I }\nbind b = A -> B.I via lrpc\nscenario S { processors A dedicated, A dedicated  thread T in A { b.P } }`,
  ],
  [
    'a server whose callers alone are scheduled',
    `${world}domain B on M { export I }\nmechanism m { call { client: trap kernel: switch to server kernel: upcall server server: run procedure into answer } return { server: trap kernel: schedule client kernel: switch to client kernel: resume client } }\nbind b = A -> B.I via m\nscenario S { processors A dedicated, A dedicated  thread T in A { b.P } }`,
  ],
  [
    'a mechanism that stays in one domain',
    `${world}domain B on M { export I }\nbind b = B -> B.I via local\nscenario S { thread T in B { b.P } }`,
  ],
  [
    'equal bindings with different options',
    `${world}domain B on M { export I }\nbind b = A -> B.I via lrpc(astacks = 2)\nbind c = A -> B.I via lrpc(astacks = 3)\nscenario S { thread T in A { b.P  c.P } }`,
  ],
  ['bindings in a file without scenarios', `${world}domain B on M { export I }\nbind b = A -> B.I via lrpc`],
  [
    'a signal from the body of a procedure',
    `${world}domain B on M { export I { P { signal ready } } }\nbind b = A -> B.I via lrpc\nscenario S { thread T in A { await ready } thread U in A { b.P } }`,
  ],
  [
    'a join below its fork, inside another block',
    `${world}scenario S { thread T in A { fork F { compute 1us } repeat 2 { compute 1us } join F } }`,
  ],
  [
    'an option that hands on the choices of another',
    'mechanism m extends urpc { policy threads: userThreads(reallocation = reallocation) }',
  ],
  [
    'a measure of a compared variant',
    `${world}domain B on M { export I }\nbind b = A -> B.I via lrpc\n@compare(lrpc, rpc)\n@expect(latency(b.P, rpc).p99 > 2 * latency(b.P, lrpc).p99 and M.exchanges == 0)\n@seed(3)\nscenario S { thread T in A { b.P } }`,
  ],
];

describe('nothing is wrong with', () => {
  test.each(right)('%s', async (_, text) => {
    expect((await check(text)).map((each) => `${each.code} ${each.message}`)).toEqual([]);
  });
});

describe('one cause is told once', () => {
  test.each([
    [
      'an inherited step',
      `mechanism m { call { kernel: run look  kernel: resume client  ${body} } }\nmechanism n extends m { }`,
      ['ipc/noControl'],
    ],
    [
      'a mechanism that is not there',
      `${world}domain B on M { export I }\nbind b = A -> B.I via nothing(x = 1)\nscenario S { thread T in A { b.P } }`,
      ['ipc/unknownName'],
    ],
    [
      'an interface that is not there',
      `${world}domain B on M { export J { Q { compute 1us } } }\nbind b = A -> B.J via lrpc\nscenario S { thread T in A { b.Q } }`,
      ['ipc/unknownName', 'ipc/unknownName'],
    ],
    [
      'machines that differ',
      `${world}machine N profile cvax\nlink l between M, N\ndomain B on N { export I }\nbind b = A -> B.I via rpc\nscenario S { thread T in A { b.P } }`,
      ['ipc/needsNotMet'],
    ],
  ])('%s', async (_, text, codes) => {
    expect((await check(text)).map((each) => each.code)).toEqual(codes);
  });
});

test('equal problems of different bindings name their own domains', async () => {
  const text = `${world}machine N profile cvax\nlink l between M, N\ndomain B on N { export I }\ndomain C on N { export I }
bind b = A -> B.I via rpc\nbind c = A -> C.I via rpc\nscenario S { thread T in A { b.P  c.P } }`;
  const messages = (await check(text)).map((each) => each.message);
  expect(messages).toEqual([expect.stringContaining('A and B are on'), expect.stringContaining('A and C are on')]);
});

test('an unknown name is told with those that are known, if they are few', async () => {
  const text = `${world}domain B on M { export I }\nbind b = A -> B.I via lrpc\nscenario S { thread T in A { try { b.P } on argumentTooLarge { } } }`;
  const messages = (await check(text)).map(({ message }) => message);
  expect(messages).toEqual([
    expect.stringMatching(/No outcome is named "argumentTooLarge" here\..* Known here: .*tooLarge/),
  ]);
});
