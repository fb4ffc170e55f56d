import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../../../src/language/module.ts';
import type { Site } from '../../../../src/sim/spec/site.ts';
import { rowAt, type Trace } from '../../../../src/sim/trace/format.ts';
import { compileText, languageWithLibrary } from '../../../support/files.ts';
import { runText } from '../../../support/runs.ts';

let services: IpcServices;
beforeAll(async () => {
  services = await languageWithLibrary();
});

/** A chain over a mechanism whose text is handed in. */
const chain = (mechanism: string, domains: readonly string[] = ['A', 'B', 'C']): string => `
machine M profile decstation
interface I { Put(data: bytes[..8KB]) }
domain A on M
${domains
  .slice(1)
  .map((name, index) => `domain ${name} on M { export I { Put { compute ${index + 1}us } } }`)
  .join('\n')}
${mechanism}
bind b = ${domains.join(' -> ')}.I via m
scenario S { thread T in A { repeat 2 { b.Put(4KB) } } }`;

const m = (call: string, rest = ''): string => `mechanism m {
  needs sameMachine, chain
  place box in client, kernel
  place crate in server, kernel
  call { ${call} }
  ${rest}
}`;

const CARRIER = `mechanism hop {
  needs sameMachine
  place note in server, kernel
  pool slot per binding count 1 in kernel
  bind { client: trap  kernel: resume client }
  call {
    client: trap
    kernel: take slot
    kernel: copy arguments -> note as B
    kernel: switch to server
    kernel: upcall server
    server: run procedure
  }
  return {
    server: trap
    kernel: switch to client
    kernel: give slot
    kernel: resume client
  }
}`;

/** One step of the last call: who acts, what, how many bytes. */
interface Step {
  readonly text: string;
  readonly who: string;
  readonly bytes: number;
  readonly site: Site;
}

interface Ran {
  readonly steps: readonly Step[];
  readonly lines: readonly string[];
  readonly trace: Trace;
}

async function run(text: string): Promise<Ran> {
  const [trace] = (await runText(services, text, 'S')).traces;
  if (trace === undefined) throw new Error('no trace');
  const rows = Array.from({ length: trace.rows.length }, (_, index) => rowAt(trace.rows, index));
  const steps = rows
    .filter(({ call }) => call === trace.calls.length - 1)
    .map((row): Step => {
      const site = trace.spec.sites[row.site];
      if (site === undefined) throw new Error(`row ${row.index} has no site`);
      return { text: site.text, who: trace.spec.domains[row.domain]?.name ?? '', bytes: row.bytes, site };
    });
  return { steps, lines: steps.map(({ who, text }) => `${who}: ${text}`), trace };
}

async function problem(text: string): Promise<string> {
  const { run: found, diagnostics } = await compileText(services, { uri: 'file:///t.ipc', text }, 'S');
  expect(found).toBeNull();
  return diagnostics.map((each) => each.message).join('\n');
}

const RELAY = 'each hop { over hop passing 8 bytes { server: run procedure  next hop } }';

describe('a chain of domains', () => {
  test('with next hop calls down and returns up, and each body runs in its domain', async () => {
    const { lines } = await run(chain(`${CARRIER} ${m(RELAY)}`));
    expect(lines).toEqual([
      'A: trap',
      'kernel: take slot',
      'kernel: copy arguments -> note',
      'kernel: switch to server',
      'kernel: upcall server',
      'B: run procedure',
      'B: compute 1us',
      'B: trap',
      'kernel: take slot',
      'kernel: copy arguments -> note',
      'kernel: switch to server',
      'kernel: upcall server',
      'C: run procedure',
      'C: compute 2us',
      'C: trap',
      'kernel: switch to client',
      'kernel: give slot',
      'kernel: resume client',
      'B: trap',
      'kernel: switch to client',
      'kernel: give slot',
      'kernel: resume client',
    ]);
  });

  test('without it the hops follow one another, each led to by the one before', async () => {
    const handOn = 'when hop is not last { client: trap  kernel: switch to server  kernel: resume server }';
    const back = 'else { client: trap  kernel: switch to originator  kernel: resume originator }';
    const { lines } = await run(
      chain(`${CARRIER} ${m(`each hop { over hop { server: run procedure } ${handOn} ${back} }`)}`),
    );
    expect(lines.filter((line) => /compute|trap|switch/.test(line))).toEqual([
      'A: trap',
      'kernel: switch to server',
      'B: compute 1us',
      'B: trap',
      'kernel: switch to client',
      'A: trap',
      'kernel: switch to server',
      'B: trap',
      'kernel: switch to server',
      'C: compute 2us',
      'C: trap',
      'kernel: switch to client',
      'B: trap',
      'kernel: switch to originator',
    ]);
  });

  test('of two domains has one hop', async () => {
    const { lines } = await run(chain(`${CARRIER} ${m(RELAY)}`, ['A', 'B']));
    expect(lines.filter((line) => line.includes('compute'))).toEqual(['B: compute 1us']);
  });

  test('of five domains goes through all of them', async () => {
    const { lines } = await run(chain(`${CARRIER} ${m(RELAY)}`, ['A', 'B', 'C', 'D', 'E']));
    expect(lines.filter((line) => line.includes('compute'))).toEqual(
      [1, 2, 3, 4].map((n) => `${'ABCDE'[n]}: compute ${n}us`),
    );
  });

  test('gives back all that its carriers took', async () => {
    const { trace } = await run(chain(`${CARRIER} ${m(RELAY)}`));
    const pools = trace.spec.stores.filter((store) => store.kind === 'pool').map(({ name }) => name);
    expect(pools).toEqual(['slot of b, hop 1', 'slot of b, hop 2']);
    expect(trace.end?.reason).toBe('finished');
  });
});

describe('a carrier', () => {
  test('passes a message of its own: prices and bytes go by it', async () => {
    const { steps } = await run(chain(`${CARRIER} ${m(RELAY)}`));
    expect(steps.filter(({ text }) => text.startsWith('copy')).map(({ bytes }) => bytes)).toEqual([8, 8]);
  });

  test('takes the content along where nothing else is passed', async () => {
    const { steps } = await run(chain(`${CARRIER} ${m('each hop { over hop { server: run procedure  next hop } }')}`));
    expect(steps.filter(({ text }) => text.startsWith('copy')).map(({ bytes }) => bytes)).toEqual([4096, 4096]);
  });

  test('may be the value of an option', async () => {
    const carried = `${CARRIER} ${m(RELAY.replace('hop passing', 'carrier passing'), 'option carrier = hop')}`;
    const { steps } = await run(chain(carried.replace('via m', 'via m(carrier = hop)')));
    expect(steps.filter(({ site }) => site.mechanism === 'hop')).toHaveLength(18);
  });

  test('is named in its sites, with the hop', async () => {
    const { steps } = await run(chain(`${CARRIER} ${m(RELAY)}`));
    const [first] = steps;
    const last = steps.find(({ who, text }) => who === 'C' && text === 'trap');
    expect([first?.site.mechanism, first?.site.hop]).toEqual(['hop', { number: 1, of: 2 }]);
    expect([last?.site.mechanism, last?.site.hop]).toEqual(['hop', { number: 2, of: 2 }]);
    expect(steps.find(({ text }) => text === 'run procedure')?.site.mechanism).toBe('m');
  });

  test('is bound at each hop, where that hop begins', async () => {
    const { trace } = await run(chain(`${CARRIER} ${m(RELAY)}`));
    const { sites, domains } = trace.spec;
    const bind = (trace.spec.bindings[0]?.bind ?? []).map((node) =>
      node.node === 'step' ? `${domains[node.domain]?.name}: ${sites[node.site]?.text}` : node.node,
    );
    expect(bind).toEqual([
      'A: trap',
      'kernel: resume client',
      'kernel: switch to B',
      'B: trap',
      'kernel: resume client',
      'kernel: switch to A',
    ]);
  });

  test('whose path never comes to a procedure is refused', async () => {
    const idle = 'mechanism idle { needs sameMachine call { client: run call } }';
    expect(await problem(chain(`${idle} ${m('each hop { over idle { server: run procedure } }')}`))).toContain(
      '"idle" never comes to where a procedure would run',
    );
  });

  test('that carries itself is refused', async () => {
    const self = m('each hop { over m { server: run procedure } }');
    expect(await problem(chain(self))).not.toBe('');
  });
});

describe('continue with', () => {
  test('takes the rest of the call to the other path, its return included', async () => {
    const text = m(
      'client: run call  when arguments is not immutable { continue with hop }  client: run procedure into results',
      'return { client: run call }',
    );
    const { lines } = await run(chain(`${CARRIER} ${text}`, ['A', 'B']));
    expect(lines[0]).toBe('A: run call');
    expect(lines.at(-1)).toBe('kernel: resume client');
    expect(lines).toContain('B: compute 1us');
    expect(lines.filter((line) => line === 'A: run call')).toHaveLength(1);
  });

  test('must be decided before the run', async () => {
    const text = m('when arguments.size > 8 bytes { continue with hop }  client: run procedure into results');
    expect(await problem(chain(`${CARRIER} ${text}`, ['A', 'B']))).toContain('must be known before the run');
  });
});

const SHARED = m(
  'client: write arguments  client: trap  kernel: map page in server readonly  kernel: resume client  use enter(server)',
  `place page in kernel
   part enter(who) { client: trap kernel: pass arguments in page kernel: switch to who kernel: upcall who who: read page who: run procedure }
   return { server: trap  kernel: switch to client  kernel: resume client }`,
);

/** One domain behind another, with a body of its own. */
const served = (mechanism: string, body: string): string =>
  chain(mechanism, ['A', 'B']).replace('{ Put { compute 1us } }', `{ Put { ${body} } }`);

describe('a step', () => {
  /** The sender writes again after the kernel has changed its rights. */
  const written = (rights: string): string =>
    chain(
      `mechanism m {
        needs sameMachine, chain
        place page in client, server, kernel
        call {
          client: write page  client: trap  ${rights}  kernel: resume client
          client: write page as again
          client: trap  kernel: switch to server  kernel: upcall server  server: run procedure
        }
        return { server: trap  kernel: switch to client  kernel: resume client }
      }`,
      ['A', 'B'],
    );

  test('that writes what the path has protected ends the call with a protection fault', async () => {
    const { lines, trace } = await run(written('kernel: protect page in client'));
    expect(lines.at(-1)).toBe('A: write page: page is read-only here');
    expect(trace.spec.outcomes[trace.calls.outcome[0] ?? 0]?.name).toBe('protectionFault');
  });

  test('may write again when the right was given back', async () => {
    const { lines } = await run(written('kernel: protect page in client  kernel: unprotect page in client'));
    expect(lines.at(-1)).toBe('kernel: resume client');
  });
});

describe('a body', () => {
  test('touches its argument at the price of a page', async () => {
    const { lines, trace } = await run(served(SHARED, 'read data'));
    expect(lines).toContain('B: read data');
    const site = trace.spec.sites.findIndex(({ text }) => text === 'read data');
    const rows = Array.from({ length: trace.rows.length }, (_, index) => rowAt(trace.rows, index));
    expect(rows.filter((row) => row.site === site).map(({ duration }) => duration)).toEqual([1.5e6, 1.5e6]);
  });

  test('that writes where it may only read ends with a protection fault', async () => {
    const { lines, trace } = await run(served(SHARED, 'write data  compute 9us'));
    expect(lines.at(-1)).toBe('B: write data: page is read-only here');
    expect(trace.spec.outcomes[trace.calls.outcome[0] ?? 0]?.name).toBe('protectionFault');
  });

  test('may write where nobody took the right away', async () => {
    const { lines } = await run(served(SHARED.replace(' readonly', ''), 'write data'));
    expect(lines).toContain('B: write data');
  });

  test('may handle its fault', async () => {
    const { lines } = await run(served(SHARED, 'try { write data } on protectionFault { compute 3us }'));
    expect(lines).toContain('B: compute 3us');
    expect(lines.at(-1)).toBe('kernel: resume client');
  });

  test('keeps nothing where its argument lies in no pool', async () => {
    const { lines } = await run(served(SHARED, 'keep data newest 1'));
    expect(lines.at(-1)).toBe('kernel: resume client');
  });
});
