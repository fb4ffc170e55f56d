/** Small specs and traces written by hand. */
import type { PathSpec, RunSpec, Site, WaitCause } from '../../../src/sim/spec.ts';
import { type CallTable, CHUNK_ROWS, type RowChunk, type RunEnd, type Trace } from '../../../src/sim/trace/format.ts';

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
    domains: [
      { name: 'Client', machine: 0, kind: 'user', workers: null, priority: 0, userThreads: false },
      { name: 'Server', machine: 0, kind: 'user', workers: null, priority: 0, userThreads: false },
      { name: 'kernel', machine: 0, kind: 'kernel', workers: null, priority: 0, userThreads: false },
    ],
    stores: [
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
    ],
    sites: SITES,
    bindings: [
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
    ],
    paths: PATHS,
    threads: [
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
    ],
    outcomes: [
      { name: 'returned', ran: 'once' },
      { name: 'exhausted', ran: 'never' },
    ],
    conditions: [],
    ...changes,
  };
}

/** A row; what is left out: starts when the row before it on the path ended, call 0, thread 0, the client on processor 0. */
export interface SmallRow {
  readonly site: number;
  readonly start?: number;
  readonly takes?: number;
  readonly call?: number;
  readonly thread?: number;
  readonly bytes?: number;
  readonly place?: number;
  readonly processor?: number;
  readonly domain?: number;
}

export interface SmallCall {
  readonly path?: number;
  readonly parent?: number;
  /** −1: still running. */
  readonly outcome?: number;
}

export function smallTrace(
  spec: RunSpec,
  rows: readonly SmallRow[],
  calls: readonly SmallCall[] = [{}],
  end: Partial<RunEnd> = {},
): Trace {
  const chunks: RowChunk[] = [];
  const table = callTable(calls);
  let clock = 0;
  let latest = 0;
  rows.forEach((row, index) => {
    if (index % CHUNK_ROWS === 0) chunks.push(emptyChunk());
    const start = row.start ?? clock;
    const duration = row.takes ?? 0;
    const off = spec.sites[row.site]?.off ?? false;
    if (!off) clock = start + Math.max(0, duration);
    latest = Math.max(latest, start + Math.max(0, duration));
    append(chunks.at(-1), row, start);
    if (!off && (row.call ?? 0) >= 0) note(table, row.call ?? 0, index, calls);
  });
  return {
    format: 'ipc-trace/1',
    spec,
    rows: { length: rows.length, chunks },
    calls: table,
    threads: spec.threads.map(({ name, domain }) => ({ name, domain, kind: 'user' as const })),
    places: [0, 1, 2].map((element) => ({ store: ASTACK, element })),
    processors: spec.machines.flatMap((each, machine) =>
      Array.from({ length: each.processors }, (_, index) => ({ machine, index })),
    ),
    end: { reason: 'finished', time: latest, message: null, waiting: [], uncaught: [], ...end },
  };
}

function emptyChunk(): RowChunk {
  const floats = () => new Float64Array(CHUNK_ROWS);
  const words = () => new Int32Array(CHUNK_ROWS);
  const halves = () => new Int16Array(CHUNK_ROWS);
  return {
    length: 0,
    start: floats(),
    duration: floats(),
    site: words(),
    thread: words(),
    call: words(),
    bytes: words(),
    place: words(),
    processor: halves(),
    domain: halves(),
  };
}

function append(chunk: RowChunk | undefined, row: SmallRow, start: number): void {
  if (chunk === undefined) throw new Error('no chunk');
  const i = chunk.length++;
  chunk.start[i] = start;
  chunk.duration[i] = row.takes ?? 0;
  chunk.site[i] = row.site;
  chunk.thread[i] = row.thread ?? 0;
  chunk.call[i] = row.call ?? 0;
  chunk.bytes[i] = row.bytes ?? 0;
  chunk.place[i] = row.place ?? -1;
  chunk.processor[i] = row.processor ?? 0;
  chunk.domain[i] = row.domain ?? CLIENT;
}

function callTable(calls: readonly SmallCall[]): CallTable {
  return {
    length: calls.length,
    path: Int32Array.from(calls, ({ path }) => path ?? 0),
    thread: Int32Array.from(calls, () => 0),
    parent: Int32Array.from(calls, ({ parent }) => parent ?? -1),
    firstRow: Int32Array.from(calls, () => -1),
    lastRow: Int32Array.from(calls, () => -1),
    outcome: Int32Array.from(calls, ({ outcome }) => outcome ?? 0),
  };
}

function note(table: CallTable, call: number, row: number, calls: readonly SmallCall[]): void {
  if (table.firstRow[call] === -1) table.firstRow[call] = row;
  if ((calls[call]?.outcome ?? 0) >= 0) table.lastRow[call] = row;
}

/** The rows of one Null call over LRPC: 157 µs. */
export function nullCall(call = 0, bytes = 200): readonly SmallRow[] {
  const steps: readonly (readonly [number, number, Partial<SmallRow>?])[] = [
    [S.stub, 18],
    [S.take, 0.5, { place: 1 }],
    [S.copyA, 7, { bytes, place: 1 }],
    [S.trap, 18],
    [S.validate, 27, { domain: KERNEL }],
    [S.switch, 33, { domain: KERNEL }],
    [S.upcall, 0, { domain: KERNEL }],
    [S.serverStub, 3, { domain: SERVER }],
    [S.procedure, 0, { domain: SERVER }],
    [S.returnTrap, 17.5, { domain: SERVER }],
    [S.back, 33, { domain: KERNEL }],
    [S.resume, 0, { domain: KERNEL }],
    [S.copyF, 0, { bytes: 0, place: 1 }],
    [S.give, 0, { place: 1 }],
  ];
  return steps.map(([of, takes, more]) => ({ site: of, takes: us(takes), call, ...more }));
}
