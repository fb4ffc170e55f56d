/** What is said of calls that did not return, and which call of a procedure is shown. */
import { describe, expect, it } from 'vitest';
import { callList } from '../../../src/analysis/call-list.ts';
import { outcomeInWords } from '../../../src/analysis/outcomes.ts';
import { shownCalls } from '../../../src/analysis/shown-call.ts';
import { finish } from '../../../src/base/slices.ts';
import { languageWithLibrary } from '../../support/files.ts';
import { runText, type ScenarioResult } from '../../support/runs.ts';

const language = languageWithLibrary();

const LOCAL = `machine Firefly profile cvax
interface Test { Null()  Other() }
domain Client on Firefly
domain Server on Firefly { export Test { Null { compute 1ms } Other { } } }
bind test = Client -> Server.Test via lrpc
`;
const REMOTE = `machine Caller profile dorado
machine Callee profile dorado
link ethernet between Caller, Callee rate 2.94Mb/s
interface Mail { Deliver() }
domain User on Caller
domain MailServer on Callee { export Mail { Deliver { compute 1ms } } }
bind mail = User -> MailServer.Mail via birrellNelson
`;

async function run(world: string, scenario: string): Promise<ScenarioResult> {
  return runText(await language, `${world}scenario S { ${scenario} }`, 'S');
}

function wordsOf({ traces: [trace] }: ScenarioResult): readonly (string | null)[] {
  if (trace === undefined) throw new Error('no trace');
  return Array.from({ length: trace.calls.length }, (_, call) => outcomeInWords(trace, call));
}

describe('what is known of a call that did not return', () => {
  it('a binding act comes before every call: nothing was called', async () => {
    const result = await run(REMOTE, 'at 0us cut ethernet thread T in User { try { mail.Deliver } on callFailed { } }');
    expect(wordsOf(result)).toEqual(['ended with callFailed (nothing was called, so no procedure ran)']);
    expect(result.overview.variants[0]?.bindings[0]?.outcome).toContain('nothing was called');
  });

  it('and nobody caught that', async () => {
    const { overview } = await run(REMOTE, 'at 0us cut ethernet thread T in User { mail.Deliver }');
    expect(overview.problems.map(({ message }) => message).join()).toContain(
      'bind mail ended with callFailed, and nobody caught it; nothing was called, so no procedure ran.',
    );
  });

  it('nobody is told whose domain has ended', async () => {
    const { overview, traces } = await run(
      LOCAL,
      'at call 2 of test terminate Client thread T in Client { repeat 3 { test.Null } }',
    );
    const [trace] = traces;
    const call = overview.variants[0]?.calls[0];
    expect([call?.count, call?.failed, call?.untold]).toEqual([2, 1, 1]);
    expect(call?.outcomes).toEqual([
      { outcome: 'callFailed', ran: 'its client had ended: nobody is left who is told', count: 1 },
    ]);
    const list = trace && callList(trace, { path: call?.path ?? -1, from: 0, count: 9, failedOnly: true });
    expect(list?.items.map(({ outcome }) => outcome)).toEqual([
      'ended with callFailed (its client had ended: nobody is left who is told)',
    ]);
  });

  it('a call that ended before its client did was told, and so is one whose server ended', async () => {
    const before = await run(
      LOCAL,
      'at call 1 of test forgeBinding at 5ms terminate Client thread T in Client { try { test.Null } on forgedBinding { } wait 9ms }',
    );
    expect(before.overview.variants[0]?.calls[0]).toMatchObject({ failed: 1, untold: 0 });
    const server = await run(
      LOCAL,
      'at call 1 of test terminate Server thread T in Client { try { test.Null } on callFailed { } }',
    );
    expect(server.overview.variants[0]?.calls[0]).toMatchObject({ failed: 1, untold: 0 });
  });
});

describe('the call that is shown', () => {
  function shown({ traces: [trace], overview }: ScenarioResult, wanted: number | null = null) {
    const calls = overview.variants[0]?.calls ?? [];
    return trace === undefined
      ? []
      : finish(shownCalls(trace, calls, wanted)).map((each) => each && [each.number, each.of, each.why]);
  }

  it('is the first that did not return', async () => {
    const result = await run(
      LOCAL,
      `at call 2 of test capture at call 5 of test forgeBinding at call 3 of test forgePlace
      thread T in Client { repeat 6 { try { test.Other } on badPlace { } on forgedBinding { } } }
      thread U in Client { wait 1s }`,
    );
    expect(shown(result)).toEqual([[2, 2, { is: 'open' }]]);
    const failed = await run(
      LOCAL,
      'at call 3 of test forgeBinding thread T in Client { repeat 6 { try { test.Other } on forgedBinding { } } }',
    );
    expect(shown(failed)).toEqual([[3, 6, { is: 'failed' }]]);
  });

  it('else the first that was disturbed', async () => {
    const twice = await run(REMOTE, 'at packet 7 duplicate thread T in User { repeat 4 { mail.Deliver } }');
    expect(shown(twice)).toEqual([[3, 4, { is: 'disturbed', text: 'a fault happened: duplicate' }]]);
    const cut = await run(REMOTE, 'at 4ms cut ethernet for 3ms thread T in User { repeat 4 { mail.Deliver } }');
    expect(shown(cut)).toEqual([[2, 4, { is: 'disturbed', text: 'a packet was lost' }]]);
  });

  it('else the typical one, or the one that is asked for, by its number over the binding', async () => {
    const calm = await run(LOCAL, 'thread T in Client { test.Null test.Other test.Null test.Null }');
    expect(shown(calm)).toEqual([
      [3, 4, { is: 'typical' }],
      [2, 4, { is: 'typical' }],
    ]);
    expect(shown(calm, 4)).toEqual([[4, 4, { is: 'asked' }], null]);
    expect(shown(calm, 5)).toEqual([null, null]);
  });
});
