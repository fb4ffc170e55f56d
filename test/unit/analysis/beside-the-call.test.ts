/** What diagrams show beside the call's own rows: machines and links, processors that stand by, faults that no call has. */
import { beforeAll, describe, expect, it } from 'vitest';
import { callsOfPath } from '../../../src/analysis/calls.ts';
import { stepDetails } from '../../../src/analysis/details.ts';
import { narrative } from '../../../src/analysis/narrative.ts';
import { pathMap } from '../../../src/analysis/path-map.ts';
import { sequence } from '../../../src/analysis/sequence.ts';
import type { SequenceModel, Standby } from '../../../src/analysis/sequence-models.ts';
import { variantOverview } from '../../../src/analysis/summary.ts';
import { compileScenario } from '../../../src/language/compile/compile.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { CUT_BEFORE } from '../../support/cut-before.ts';
import { documentOf, languageWithLibrary, mediaFiles } from '../../support/files.ts';
import { runSpec } from '../../support/runs.ts';

const language = languageWithLibrary();

async function traceOf(file: string, scenario: string, variant = 0): Promise<Trace> {
  const found = mediaFiles('samples').find(({ uri }) => uri.endsWith(`/${file}`));
  if (found === undefined) throw new Error(`no sample ${file}`);
  return traceOfText(found, scenario, variant);
}

async function traceOfText(found: { uri: string; text: string }, scenario: string, variant = 0): Promise<Trace> {
  const services = await language;
  const { run } = compileScenario(services, await documentOf(services, found), scenario);
  const spec = run?.variants[variant];
  if (spec === undefined) throw new Error(`${scenario} does not compile`);
  return runSpec(spec);
}

function typical(trace: Trace): number {
  return variantOverview(trace).calls[0]?.typicalCall ?? -1;
}

describe('a call between two machines', () => {
  let trace: Trace;
  let model: SequenceModel;
  beforeAll(async () => {
    trace = await traceOf('lost-packets.ipc', 'LostCall');
    model = sequence(trace, typical(trace));
  });

  it('has the lifelines of a machine together and the link between them', () => {
    expect(model.lifelines.map(({ domain, role, machine }) => [domain, role, machine])).toEqual([
      ['User', 'client', 'Caller'],
      ['kernel of Caller', 'kernel', 'Caller'],
      ['ethernet', 'link', null],
      ['kernel of Callee', 'kernel', 'Callee'],
      ['MailServer', 'server', 'Callee'],
    ]);
  });

  it('sends packets over the link to the other machine, the lost one first', () => {
    const packets = model.steps.filter(({ kind }) => kind === 'packet');
    expect(packets.map(({ packet, lane, link, toLane, isLost }) => [packet, lane, link, toLane, isLost])).toEqual([
      ['call', 0, 2, 3, true],
      ['retransmission', 0, 2, 3, false],
      ['acknowledgement', 4, 2, 1, false],
      ['result', 4, 2, 1, false],
    ]);
    const drop = model.steps.find(({ kind }) => kind === 'fault');
    expect(drop).toMatchObject({ link: 2, packet: null });
  });

  it('tells of each packet over what it goes, how large it is and whether it arrives', () => {
    const told = model.steps
      .filter(({ kind }) => kind === 'packet')
      .map((step) => {
        const site = trace.spec.sites[step.site];
        if (site === undefined) throw new Error('no site');
        const { facts } = stepDetails(site, step, model);
        return ['Over', 'Size', 'Sent again', 'Arrives'].map((name) => facts.find((each) => each.name === name)?.value);
      });
    expect(told[0]).toEqual(['ethernet', '224 bytes', undefined, 'never: it is lost on the way']);
    expect(told[1]?.[2]).toBe('yes: nobody had answered the first');
    expect(told[1]?.[3]).toMatch(/^6\.76 ms after the call's start, at Callee$/);
  });

  it('maps packets and what goes wrong with them from machine to machine, and places on the machine where they are', () => {
    const { boxes, edges } = pathMap(trace, model.call);
    expect(
      edges.filter(({ link }) => link !== null).map(({ from, to, label, isLost }) => [from, to, label, isLost]),
    ).toEqual([
      ['machine 0', 'machine 1', 'call packet', true],
      ['machine 0', 'machine 1', 'drop', false],
      ['machine 0', 'machine 1', 'repeated packet', false],
      ['machine 1', 'machine 0', 'acknowledgement', false],
      ['machine 1', 'machine 0', 'result packet', false],
    ]);
    const machineOf = (id: string | null): string | null => {
      const box = boxes.find((each) => each.id === id);
      return box === undefined || box.parent === null ? id : machineOf(box.parent);
    };
    for (const { kind, from, to } of edges) if (kind === 'copy') expect(machineOf(from)).toBe(machineOf(to));
  });
});

function standbyOf({ beside }: SequenceModel): readonly Standby[] {
  return beside.filter((span) => span.kind === 'standby');
}

describe('processors that stand by', () => {
  it('poll for messages where threads are scheduled by their domains', async () => {
    const trace = await traceOf('urpc.ipc', 'BothHaveProcessors');
    const model = sequence(trace, typical(trace));
    const { lifelines, latency } = model;
    const standby = standbyOf(model);
    expect(
      standby.map(({ lane, polls, start, duration }) => [lifelines[lane]?.domain, polls, start, duration]),
    ).toEqual([
      ['Server', true, 0, 11e6],
      ['Client', true, 18e6, 39e6],
      ['Server', true, 64e6, 29e6],
    ]);
    expect(Math.max(...standby.map(({ start, duration }) => start + duration))).toBe(latency);
    expect(narrative(trace, typical(trace)).summary.at(-1)).toBe(
      'Beside the call, Firefly 1 polls for messages of Server from 0 to 11.0 µs, Firefly 0 polls for messages of Client from 18.0 µs to 57.0 µs and Firefly 1 polls for messages of Server from 64.0 µs to 93.0 µs.',
    );
  });

  it('poll where a mechanism looks at its memory, and not where it sleeps', async () => {
    const [sleeps, looks] = [
      await traceOf('neighbours.ipc', 'SleepOrLook', 0),
      await traceOf('neighbours.ipc', 'SleepOrLook', 1),
    ];
    expect(sequence(sleeps, typical(sleeps)).beside).toEqual([]);
    expect(standbyOf(sequence(looks, typical(looks))).some(({ polls }) => polls)).toBe(true);
  });

  it('poll for packets, also on behalf of the call before', async () => {
    const trace = await traceOf('busy-waiting.ipc', 'OneSideOrBoth', 2);
    const model = sequence(trace, typical(trace));
    const { lifelines, steps } = model;
    const standby = standbyOf(model);
    const of = (domain: string) => standby.filter(({ lane }) => lifelines[lane]?.domain === domain);
    expect(of('User')).toMatchObject([{ polls: true, start: steps.find(({ kind }) => kind === 'packet')?.start }]);
    expect(of('MailServer').map(({ polls, start }) => [polls, start > 0])).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it('idle in a domain into which the call exchanges processors', async () => {
    const trace = await traceOf('lecture-lrpc.ipc', 'BothLoaded');
    const model = sequence(trace, typical(trace));
    const { lifelines } = model;
    const standby = standbyOf(model);
    expect(standby.length).toBeGreaterThan(0);
    for (const { polls, lane } of standby) {
      expect(polls).toBe(false);
      expect(['client', 'server']).toContain(lifelines[lane]?.role);
    }
  });
});

describe('a link that was cut before the call began', () => {
  it('is told of until it is restored, or as long as the call goes on', async () => {
    const trace = await traceOfText({ uri: 'file:///cut.ipc', text: CUT_BEFORE }, 'CutBefore');
    const calls = callsOfPath(trace, 0);
    const models = calls.map((call) => sequence(trace, call));
    expect(models.map(({ beside }) => beside.length)).toEqual([0, 1, 1, 0]);
    const [, during, restored] = models;
    const link = during?.lifelines.findIndex(({ role }) => role === 'link');
    expect(during?.beside[0]).toMatchObject({ kind: 'cut', lane: link });
    for (const model of [during, restored]) {
      const [cut] = model?.beside ?? [];
      if (model === undefined || cut === undefined) throw new Error('no cut');
      expect(cut.start).toBeLessThan(0);
      expect(cut.start + cut.duration <= model.latency).toBe(true);
    }
    expect(narrative(trace, calls[1] ?? -1).summary.at(-1)).toMatch(
      /^Beside the call, ethernet is cut from .* before the call's start to /,
    );
  });
});

describe('a fault that no call has', () => {
  it('stands in the call that it happens to, and says what the caller knows', async () => {
    const trace = await traceOf('failures.ipc', 'CapturedThread');
    const model = sequence(trace, typical(trace));
    const faults = model.steps.filter(({ kind }) => kind === 'fault');
    expect(faults.map(({ site, onPath }) => [trace.spec.sites[site]?.text, onPath])).toEqual([
      ['capture', false],
      ['abort Typist', false],
    ]);
    const [, abort] = faults;
    const site = trace.spec.sites[abort?.site ?? -1];
    if (abort === undefined || site === undefined) throw new Error('no fault');
    const { what, facts } = stepDetails(site, abort, model);
    expect(what).toMatch(/^The scenario aborts Typist\. The thread gives its call up/);
    expect(facts.find(({ name }) => name === 'The caller knows')?.value).toBe(
      'the call ended with callAborted (the procedure ran once or not at all)',
    );
    const loops = pathMap(trace, model.call).edges.filter(({ kind }) => kind === 'fault');
    expect(loops.map(({ from, to, label }) => [from === to, label])).toEqual([
      [true, 'capture'],
      [true, 'abort Typist'],
    ]);
  });
});
