/** A small spec written by hand: an LRPC binding, and one that the server's procedure calls back over. */
import type { WaitCause } from '../../../src/sim/spec/machine.ts';
import type { PathSpec } from '../../../src/sim/spec/path.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Site } from '../../../src/sim/spec/site.ts';

/** Microseconds to picoseconds. */
export const us = (value: number): number => Math.round(value * 1e6);

const PLAIN_SITE: Site = {
  kind: 'work',
  off: false,
  verb: 'run',
  label: null,
  text: 'run stub',
  role: 'client',
  mechanism: 'lrpc',
  section: 'call',
  part: null,
  from: null,
  to: null,
  overhead: 'none',
  urpc: 'none',
  doc: null,
  source: null,
  cost: null,
  avoidedBy: [],
};

export function site(changes: Partial<Site> = {}): Site {
  return { ...PLAIN_SITE, ...changes };
}

export const at = (line: number, uri = 'file:///scenario.ipc') => ({
  uri,
  line,
  column: 2,
  endLine: line,
  endColumn: 10,
});

/** Domains of the small machine. */
export const CLIENT = 0;
export const SERVER = 1;
export const KERNEL = 2;

const WAITS: readonly WaitCause[] = [
  'ready',
  'pool',
  'lock',
  'queue',
  'worker',
  'processor',
  'time',
  'join',
  'condition',
  'captured',
];

/** Names of the sites of {@link smallSpec}, in order. */
export const S = {
  stub: 0,
  take: 1,
  copyA: 2,
  trap: 3,
  validate: 4,
  switch: 5,
  upcall: 6,
  serverStub: 7,
  procedure: 8,
  compute: 9,
  returnTrap: 10,
  back: 11,
  resume: 12,
  copyF: 13,
  give: 14,
  kernelCopy: 15,
  unsplit: 16,
  exchange: 17,
  off: 18,
  nestedCall: 19,
  dispatch: 20,
  restore: 21,
  idle: 22,
  wait: 23,
} as const;

const SITES: readonly Site[] = [
  site(),
  site({ kind: 'pool', verb: 'take', text: 'take astack', to: 'astack', label: 'takeAstack' }),
  site({
    kind: 'copy',
    verb: 'copy',
    text: 'copy arguments -> astack',
    label: 'A',
    from: 'arguments',
    to: 'astack',
    overhead: 'stub',
  }),
  site({ kind: 'trap', verb: 'trap', text: 'trap', label: 'callTrap', overhead: 'kernelEntry' }),
  site({ kind: 'validate', verb: 'validate', text: 'validate binding', role: 'kernel', overhead: 'accessValidation' }),
  site({
    kind: 'switch',
    verb: 'switch',
    text: 'switch to space',
    role: 'kernel',
    label: 'switch',
    part: 'enter(server)',
    to: 'space',
    overhead: 'contextSwitch',
  }),
  site({ kind: 'control', verb: 'upcall', text: 'upcall server', role: 'kernel' }),
  site({ text: 'run stub', role: 'server', overhead: 'stub' }),
  site({ kind: 'procedure', verb: 'run', text: 'run procedure into astack', role: 'server' }),
  site({ kind: 'compute', verb: 'compute', text: 'compute 40us', role: 'thread', section: 'body', mechanism: null }),
  site({ kind: 'trap', verb: 'trap', text: 'trap', role: 'server', label: 'returnTrap', section: 'return' }),
  site({
    kind: 'switch',
    verb: 'switch',
    text: 'switch to space',
    role: 'kernel',
    label: 'switch',
    part: 'enter(client)',
    to: 'space',
    section: 'return',
  }),
  site({ kind: 'control', verb: 'resume', text: 'resume client', role: 'kernel', section: 'return' }),
  site({
    kind: 'copy',
    verb: 'copy',
    text: 'copy astack -> results',
    label: 'F',
    from: 'astack',
    to: 'results',
    section: 'return',
  }),
  site({ kind: 'pool', verb: 'give', text: 'give astack', to: 'astack', section: 'return' }),
  site({
    kind: 'copy',
    verb: 'copy',
    text: 'copy message -> buffer',
    label: 'B',
    role: 'kernel',
    from: 'message',
    to: 'buffer',
  }),
  site({ kind: 'unsplit', verb: 'run', text: 'run transport', role: 'kernel', overhead: 'unsplit' }),
  site({
    kind: 'exchange',
    verb: 'exchange',
    text: 'exchange with space',
    role: 'kernel',
    label: 'exchange',
    part: 'enter(server)',
    to: 'space',
  }),
  site({ off: true, text: 'run afterSend', label: 'afterSend' }),
  site({
    kind: 'work',
    verb: 'call',
    text: 'inner.Get',
    role: 'thread',
    section: 'body',
    mechanism: null,
    source: at(30),
  }),
  site({
    kind: 'swap',
    verb: 'swap',
    text: 'dispatch a preempted thread',
    role: 'system',
    section: 'system',
    mechanism: null,
  }),
  site({
    kind: 'switch',
    verb: 'switch',
    text: 'load its address space again',
    role: 'system',
    section: 'system',
    mechanism: null,
  }),
  site({ kind: 'idle', verb: 'idle', text: 'idle', role: 'system', section: 'system', mechanism: null, off: true }),
  ...WAITS.map((cause) =>
    site({ kind: 'wait', verb: 'wait', text: `wait: ${cause}`, role: 'system', section: 'system', mechanism: null }),
  ),
];

/** The wait site of a cause. */
export function waitSite(cause: WaitCause): number {
  return S.wait + WAITS.indexOf(cause);
}

const waits = Object.fromEntries(WAITS.map((cause) => [cause, waitSite(cause)])) as { [cause in WaitCause]: number };

/** Two stores: the A-stack pool that client and server share, and the client's arguments. */
export const ASTACK = 0;
const ARGUMENTS = 1;
const RESULTS = 2;

const PATHS: readonly PathSpec[] = [
  {
    binding: 0,
    procedure: 'Null',
    arguments: { bytes: 200, count: 1 },
    results: { bytes: 200, count: 1 },
    steps: [
      { node: 'step', verb: 'plain', site: S.stub, price: 0, domain: CLIENT },
      { node: 'step', verb: 'take', site: S.take, price: 0, domain: CLIENT, place: ASTACK },
      {
        node: 'step',
        verb: 'copy',
        site: S.copyA,
        price: 0,
        domain: CLIENT,
        content: 'arguments',
        from: ARGUMENTS,
        to: ASTACK,
      },
      { node: 'step', verb: 'switch', site: S.switch, price: 0, domain: KERNEL, target: SERVER },
      { node: 'step', verb: 'exchange', site: S.exchange, price: 0, domain: KERNEL, target: SERVER },
      { node: 'step', verb: 'switch', site: S.back, price: 0, domain: KERNEL, target: CLIENT },
      {
        node: 'step',
        verb: 'copy',
        site: S.copyF,
        price: 0,
        domain: CLIENT,
        content: 'results',
        from: ASTACK,
        to: RESULTS,
      },
      { node: 'step', verb: 'give', site: S.give, price: 0, domain: CLIENT, place: ASTACK },
    ],
    body: [{ do: 'call', path: 1, site: S.nestedCall, argumentBytes: 0, resultBytes: 0, values: [] }],
  },
  {
    binding: 1,
    procedure: 'Get',
    arguments: { bytes: 0, count: 0 },
    results: { bytes: 0, count: 0 },
    steps: [],
    body: [],
  },
];

const DOMAINS: RunSpec['domains'] = [
  { name: 'Client', machine: 0, kind: 'user', workers: null, priority: 0, userThreads: false },
  { name: 'Server', machine: 0, kind: 'user', workers: null, priority: 0, userThreads: false },
  { name: 'kernel', machine: 0, kind: 'kernel', workers: null, priority: 0, userThreads: false },
];

const STORES: RunSpec['stores'] = [
  {
    kind: 'pool',
    name: 'astack of test.Null',
    domains: [CLIENT, SERVER],
    count: 5,
    order: 'lifo',
    empty: 'wait',
    size: 400,
  },
  { kind: 'place', name: 'arguments', domains: [CLIENT], size: null, shared: false },
  { kind: 'place', name: 'results', domains: [CLIENT], size: null, shared: false },
];

const BINDINGS: RunSpec['bindings'] = [
  {
    name: 'test',
    client: CLIENT,
    server: SERVER,
    interfaceName: 'Test',
    mechanism: 'lrpc',
    via: 'lrpc',
    bind: [],
    source: at(10),
  },
  {
    name: 'inner',
    client: SERVER,
    server: CLIENT,
    interfaceName: 'Inner',
    mechanism: 'lrpc',
    via: 'lrpc',
    bind: [],
    source: at(11),
  },
];

const THREADS: RunSpec['threads'] = [
  {
    name: 'T',
    domain: CLIENT,
    priority: 0,
    body: [
      {
        do: 'repeat',
        count: 3,
        body: [{ do: 'call', path: 0, site: S.nestedCall, argumentBytes: 200, resultBytes: 200, values: [] }],
      },
    ],
    source: at(20),
  },
];

export function smallSpec(changes: Partial<RunSpec> = {}): RunSpec {
  return {
    format: 'ipc-run/1',
    scenario: 'Small',
    title: null,
    variant: '',
    seed: 1,
    limits: { rows: 1000, time: 1e15 },
    machines: [
      {
        name: 'Firefly',
        profile: 'cvax',
        processors: 2,
        quantum: us(1000),
        kernel: KERNEL,
        placements: [],
        system: {
          dispatch: { site: S.dispatch, price: 0 },
          restore: { site: S.restore, price: 0 },
          idle: S.idle,
          waits,
        },
      },
    ],
    domains: DOMAINS,
    stores: STORES,
    sites: SITES,
    bindings: BINDINGS,
    paths: PATHS,
    threads: THREADS,
    outcomes: [
      { name: 'returned', ran: 'once' },
      { name: 'exhausted', ran: 'never' },
    ],
    conditions: [],
    faults: [],
    links: [],
    ...changes,
  };
}
