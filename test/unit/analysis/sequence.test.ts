import { describe, expect, it } from 'vitest';
import { sequence } from '../../../src/analysis/sequence.ts';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { CLIENT, KERNEL, S, SERVER, smallSpec, us, waitSite } from './small-spec.ts';
import { nullCall, type SmallCall, type SmallRow, smallTrace } from './small-trace.ts';

function modelOf(rows: readonly SmallRow[], calls: readonly SmallCall[] = [{}], call = 0): SequenceModel {
  return sequence(smallTrace(smallSpec(), rows, calls), call);
}

function step(model: SequenceModel, site: number) {
  const found = model.steps.find((each) => each.site === site);
  if (found === undefined) throw new Error(`no step at site ${site}`);
  return found;
}

describe('sequence of one call', () => {
  const model = modelOf([
    { site: S.idle, call: -1, takes: us(5) },
    ...nullCall().map((row, i) => (i === 0 ? { ...row, start: us(5) } : row)),
  ]);

  it('says what call it is', () => {
    expect(model).toMatchObject({
      title: 'test.Null over lrpc',
      outcome: null,
      latency: us(157),
      start: us(5),
      path: 0,
      number: 1,
      omitted: 0,
    });
    expect(model.source).toMatchObject({ line: 30 });
  });

  it('orders the lifelines and names their threads', () => {
    expect(model.lifelines).toEqual([
      { domain: 'Client', role: 'client', machine: 'Firefly', threads: ['T'] },
      { domain: 'kernel', role: 'kernel', machine: 'Firefly', threads: ['T'] },
      { domain: 'Server', role: 'server', machine: 'Firefly', threads: ['T'] },
    ]);
  });

  it('takes times from the start of the call, and every picosecond of it lies in a step', () => {
    expect(model.steps[0]).toMatchObject({ start: 0, duration: us(18), kind: 'work', processor: 'Firefly 0', row: 1 });
    expect(model.steps.filter(({ onPath }) => onPath).reduce((sum, { duration }) => sum + duration, 0)).toBe(
      model.latency,
    );
  });

  it('draws an arrow where another domain acts next', () => {
    const arrows = model.steps
      .filter(({ toLane, kind }) => toLane !== null && kind !== 'copy')
      .map(({ site, fromLane, toLane }) => [site, fromLane, toLane]);
    expect(arrows).toEqual([
      [S.trap, 0, 1],
      [S.upcall, 1, 2],
      [S.returnTrap, 2, 1],
      [S.resume, 1, 0],
    ]);
  });

  it('draws a copy between the places that the acting domain has', () => {
    expect(step(model, S.copyA)).toMatchObject({
      letter: 'A',
      from: 'arguments',
      to: 'astack 1',
      fromLane: 0,
      toLane: 0,
      bytes: 200,
      values: 1,
      content: 'arguments',
    });
    expect(step(model, S.copyF)).toMatchObject({ letter: 'F', from: 'astack 1', to: 'results' });
  });

  it('names the domain that a switch means', () => {
    expect(step(model, S.switch).target).toBe('Server');
    expect(step(model, S.back).target).toBe('Client');
  });

  it('shares the latency out by kind, the largest part first', () => {
    expect(model.shares.slice(0, 2)).toEqual([
      { kind: 'switch', time: us(66), count: 2 },
      { kind: 'trap', time: us(35.5), count: 2 },
    ]);
    expect(model.shares.reduce((sum, { time }) => sum + time, 0)).toBe(us(157));
  });
});

describe('what surrounds a call', () => {
  it('shows nested calls one level deeper, with their latency as one share', () => {
    const rows = [
      { site: S.stub, takes: us(1) },
      { site: S.trap, call: 1, takes: us(2), domain: SERVER },
      { site: S.give, takes: us(1) },
    ];
    const model = modelOf(rows, [{}, { path: 1, parent: 0 }]);
    expect(model.steps.map(({ depth, call }) => [depth, call])).toEqual([
      [0, 0],
      [1, 1],
      [0, 0],
    ]);
    expect(model.shares).toContainEqual({ kind: 'nested', time: us(2), count: 1 });
    expect(model.perCall.traps).toBe(0);
  });

  it('leaves out calls of others, and rows of this call between them', () => {
    const rows = [...nullCall(0).slice(0, 3), ...nullCall(1), ...nullCall(0).slice(3)];
    expect(modelOf(rows, [{}, {}]).steps).toHaveLength(14);
    expect(modelOf(rows, [{}, {}], 1)).toMatchObject({ number: 2, latency: us(157) });
  });

  it('shows work beside the path, also after the call has ended', () => {
    const model = modelOf([...nullCall(), { site: S.off, takes: us(40) }]);
    expect(model.steps.at(-1)).toMatchObject({ onPath: false, duration: us(40), toLane: null });
    expect(model.latency).toBe(us(157));
  });

  it('says what a wait waited for and what ended it', () => {
    const rows = [
      { site: S.give, call: -1, takes: us(5), thread: 0 },
      { site: waitSite('pool'), takes: us(5), start: 0, processor: -1, bytes: 0 },
      { site: S.take, takes: us(1), start: us(5) },
    ];
    expect(step(modelOf(rows), waitSite('pool'))).toMatchObject({
      wait: 'every element of astack of test.Null is in use, until “give astack” of T has ended',
      bytes: 0,
      processor: null,
    });
  });

  it('shows a call that still runs up to the end of the run', () => {
    const rows = [
      { site: S.stub, takes: us(4) },
      { site: waitSite('lock'), takes: us(6), bytes: -1 },
    ];
    expect(modelOf(rows, [{ outcome: -1 }])).toMatchObject({ outcome: 'did not end', latency: us(10) });
  });

  it('says with which outcome a call ended', () =>
    expect(modelOf(nullCall(), [{ outcome: 1 }]).outcome).toBe('ended with exhausted (the procedure did not run)'));

  it('shows binding acts', () => {
    const model = modelOf([{ site: S.trap, takes: us(18) }], [{ path: -1 }]);
    expect(model).toMatchObject({ title: 'bind test over lrpc', path: -1, latency: us(18) });
  });

  it('shows a local call on one lifeline', () => {
    const spec = smallSpec();
    const bindings = spec.bindings.map((binding) => ({ ...binding, server: CLIENT }));
    const model = sequence(smallTrace({ ...spec, bindings }, [{ site: S.stub, takes: us(7) }]), 0);
    expect(model.lifelines).toEqual([{ domain: 'Client', role: 'client', machine: 'Firefly', threads: ['T'] }]);
  });

  it('shows a kernel that the call never enters', () => {
    expect(
      modelOf([
        { site: S.stub, domain: CLIENT },
        { site: S.serverStub, domain: SERVER },
      ]).lifelines[1],
    ).toEqual({ domain: 'kernel', role: 'kernel', machine: 'Firefly', threads: [] });
  });

  it('refuses calls that do not exist', () => {
    const trace = smallTrace(smallSpec(), nullCall());
    for (const call of [-1, 1, 0.5, Number.NaN]) expect(() => sequence(trace, call)).toThrow('there is no call');
  });

  it('draws the path of a control transfer into a domain that acts only for others', () => {
    const model = modelOf([
      { site: S.trap, domain: CLIENT },
      { site: waitSite('ready'), domain: SERVER },
      { site: S.validate, domain: KERNEL },
    ]);
    expect(step(model, S.trap)).toMatchObject({ fromLane: 0, toLane: 1 });
  });
});
