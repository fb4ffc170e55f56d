import { describe, expect, it } from 'vitest';
import { callList } from '../../../src/analysis/call-list.ts';
import { stepDetails } from '../../../src/analysis/details.ts';
import { narrative } from '../../../src/analysis/narrative.ts';
import { pathMap } from '../../../src/analysis/path-map.ts';
import { sequence } from '../../../src/analysis/sequence.ts';
import type { CostNote, Site } from '../../../src/sim/spec/site.ts';
import { at, KERNEL, S, SERVER, site, smallSpec, us, waitSite } from './small-spec.ts';
import { nullCall, type SmallRow, smallTrace } from './small-trace.ts';

const trace = smallTrace(smallSpec(), nullCall());

describe('narrative', () => {
  const { title, summary, lines } = narrative(trace, 0);

  it('begins with what the numbers are', () => {
    expect(title).toBe('test.Null over lrpc');
    expect(summary).toEqual([
      "The call from Client to Server took 157 µs from the first instruction of the client's stub to its return (round trip).",
      'Call and return together: 2 copies (2 by user code, 0 by the kernel; 200 bytes), 2 traps, 2 address-space switches and 1 validation.',
      'Most of the time goes to address-space switch: 66.0 µs, 42 %.',
    ]);
  });

  it('has a sentence for each step', () => {
    const text = (of: number) => lines.find((line) => line.site === of)?.text;
    expect(text(S.copyA)).toBe('At 18.5 µs the client copies 200 bytes from arguments to astack 1 (copy A, 7.00 µs).');
    expect(text(S.trap)).toBe('At 25.5 µs the client traps into the kernel (callTrap, 18.0 µs).');
    expect(text(S.switch)).toBe(
      'At 70.5 µs the kernel switches the processor to the address space of Server (switch, 33.0 µs).',
    );
    expect(text(S.procedure)).toBe('At 107 µs the server runs the procedure (run, no time).');
    expect(text(S.take)).toBe('At 18.0 µs the client takes astack 1 (takeAstack, 500 ns).');
    expect(lines).toHaveLength(14);
  });

  it('does not say that a call returned that had not when the run ended', () => {
    const rows: SmallRow[] = [
      { site: S.stub, takes: us(4) },
      { site: waitSite('lock'), takes: us(6), bytes: -1 },
    ];
    expect(narrative(smallTrace(smallSpec(), rows, [{ outcome: -1 }]), 0).summary[0]).toBe(
      "The call from Client to Server did not end: when the run did, 10.0 µs had gone by since the first instruction of the client's stub.",
    );
  });

  it('tells of waits, work beside the path, system steps and nested calls', () => {
    const rows: SmallRow[] = [
      { site: waitSite('lock'), takes: us(2), bytes: -1, processor: -1 },
      { site: S.off, takes: us(9) },
      { site: S.restore, takes: us(33), domain: KERNEL },
      { site: S.stub, call: 1, takes: us(1), domain: SERVER },
      { site: S.give },
    ];
    const told = narrative(smallTrace(smallSpec(), rows, [{}, { path: 1, parent: 0 }]), 0).lines.map(
      (line) => line.text,
    );
    expect(told).toEqual([
      'At 0 the call waits: the lock is held by another call (wait, 2.00 µs).',
      "At 2.00 µs the client runs “afterSend” (afterSend, 9.00 µs, beside the call's path).",
      "At 2.00 µs the machine's scheduler loads its address space again (switch, 33.0 µs).",
      'At 35.0 µs Server runs its stub (run, 1.00 µs).',
      'At 36.0 µs the client gives astack back (give, no time).',
    ]);
  });
});

describe('path map', () => {
  const { boxes, edges } = pathMap(trace, 0);

  it('nests domains and places, and puts shared places between the domains', () => {
    expect(boxes.map(({ id, parent, kind, title, detail }) => [id, parent, kind, title, detail])).toEqual([
      ['machine 0', null, 'machine', 'Firefly', 'cost profile cvax'],
      ['domain 0', 'machine 0', 'domain', 'Client', null],
      ['domain 2', 'machine 0', 'kernel', 'kernel', null],
      ['domain 1', 'machine 0', 'domain', 'Server', null],
      ['place 1 arguments', 'domain 0', 'place', 'arguments', null],
      ['place 0 astack 1', 'machine 0', 'shared', 'astack 1', 'mapped in Client and Server, 400 bytes'],
      ['place 2 results', 'domain 0', 'place', 'results', null],
    ]);
  });

  it('has an edge for each copy and each transfer of control, in the order of the call', () => {
    expect(edges.map(({ order, label, from, to, bytes }) => [order, label, from, to, bytes])).toEqual([
      [1, 'copy A', 'place 1 arguments', 'place 0 astack 1', 200],
      [2, 'trap', 'domain 0', 'domain 2', 0],
      [3, 'switch', 'domain 2', 'domain 1', 0],
      [4, 'upcall', 'domain 2', 'domain 1', 0],
      [5, 'trap', 'domain 1', 'domain 2', 0],
      [6, 'switch', 'domain 2', 'domain 0', 0],
      [7, 'resume', 'domain 2', 'domain 0', 0],
      [8, 'copy F', 'place 0 astack 1', 'place 2 results', 0],
    ]);
  });

  it('has no edge to a box that is missing', () => {
    const ids = new Set(boxes.map(({ id }) => id));
    expect(
      [...edges.flatMap(({ from, to }) => [from, to]), ...boxes.flatMap(({ parent }) => parent ?? [])].filter(
        (id) => !ids.has(id),
      ),
    ).toEqual([]);
  });
});

describe('call list', () => {
  const many = smallTrace(
    smallSpec(),
    [0, 1, 2, 3].flatMap((call) => nullCall(call)),
    [{}, { outcome: 1 }, {}, { outcome: -1 }],
  );

  it('numbers the calls of a path', () => {
    const { total, items } = callList(many, { path: 0, from: 1, count: 2, failedOnly: false });
    expect(total).toBe(4);
    expect(items.map(({ call, number, outcome, thread }) => [call, number, outcome, thread])).toEqual([
      [1, 2, 'ended with exhausted (the procedure did not run)', 'T'],
      [2, 3, null, 'T'],
    ]);
  });

  it('can show only those that did not return', () => {
    const { total, items } = callList(many, { path: 0, from: 0, count: 9, failedOnly: true });
    expect([total, items.map(({ number }) => number)]).toEqual([2, [2, 4]]);
  });
});

const cost: CostNote = {
  formula: '1.667us/argument + 0.16667us/byte (+ 0.065us/byte if the place was last used on another processor)',
  parameters: [
    {
      name: 'copy',
      value: '1.667us/argument + 0.16667us/byte',
      provenance: 'derived',
      source: 'LRPC, Table IV',
      unverified: false,
      facts: ['lrpc.t4'],
      at: at(3, 'file:///cvax.ipc'),
    },
    {
      name: 'coherence',
      value: '0.065us/byte',
      provenance: 'assumed',
      source: null,
      unverified: true,
      facts: [],
      at: null,
    },
  ],
};
const copy: Site = site({
  ...smallSpec().sites[S.copyA],
  doc: 'The only copy.',
  cost,
  source: at(7, 'file:///lrpc.ipc'),
  avoidedBy: [{ mechanism: 'registers', doc: 'Nothing is copied.', at: null }],
});
const spec = smallSpec({ sites: smallSpec().sites.map((each, i) => (i === S.copyA ? copy : each)) });
const duration = Math.round(1.667e6 + 0.16667e6 * 200);

function details(takes: number) {
  const model = sequence(
    smallTrace(
      spec,
      nullCall().map((row) => (row.site === S.copyA ? { ...row, takes } : row)),
    ),
    0,
  );
  const step = model.steps.find(({ site: of }) => of === S.copyA) ?? null;
  return stepDetails(copy, step, model);
}

describe('details of a step', () => {
  it('say what happens, who does it and what it counts as', () => {
    const { title, what, facts, doc } = details(duration);
    expect(title).toBe('Copy A: copy arguments -> astack');
    expect(what).toBe('The client copies 200 bytes from arguments to astack 1. One pass over the payload.');
    expect(Object.fromEntries(facts.map(({ name, value }) => [name, value]))).toMatchObject({
      Who: 'client (Client)',
      From: 'arguments',
      To: 'astack 1',
      Handles: '200 bytes of arguments in 1 value',
      Takes: '35.0 µs (35,001,000 ps)',
      'Share of the call': '19 % of 185 µs (round trip)',
      'Counts among': 'copies by user code',
      Processor: 'Firefly 0',
    });
    expect(doc).toBe('The only copy.');
  });

  it('put the values into the price', () => {
    expect(details(duration).formula).toBe('1.667 µs/argument × 1 + 0.16667 µs/byte × 200 bytes = 35.0 µs');
    expect(details(duration + us(13)).formula).toBe(
      '1.667 µs/argument × 1 + 0.16667 µs/byte × 200 bytes + 0.065 µs/byte × 200 bytes = 48.0 µs',
    );
  });

  it('name the source of every parameter, and say what was not verified', () => {
    expect(details(duration).parameters.map(({ name, value, source, facts }) => [name, value, source, facts])).toEqual([
      ['copy', '1.667 µs/argument + 0.16667 µs/byte', 'derived: LRPC, Table IV', ['lrpc.t4']],
      ['coherence', '0.065 µs/byte', 'assumed (not verified against the paper)', []],
    ]);
  });
});

describe('what details lead to', () => {
  it('lead to the mechanism, to the scenario, and to who avoids the step', () => {
    const { links, avoidedBy } = details(duration);
    expect(links.map(({ title, at: place }) => [title, place.uri, place.line])).toEqual([
      ['Step in mechanism lrpc', 'file:///lrpc.ipc', 7],
      ['Call in the scenario', 'file:///scenario.ipc', 30],
    ]);
    expect(avoidedBy).toEqual([{ mechanism: 'registers', how: 'Nothing is copied.', at: null }]);
  });

  it('tell of a site without a step', () => {
    const { formula, what, facts } = stepDetails(copy, null, {
      latency: 0,
      lifelines: [],
      outcome: null,
      source: null,
    });
    expect(what).toBe('The client copies the content from arguments to astack. One pass over the payload.');
    expect(formula).toContain('1.667 µs/argument + 0.16667 µs/byte');
    expect(facts.some(({ name }) => name === 'Takes')).toBe(false);
  });

  it('say what unsplit means, and that work beside the path adds nothing', () => {
    const model = sequence(
      smallTrace(smallSpec(), [
        { site: S.unsplit, takes: us(5) },
        { site: S.off, takes: us(2) },
      ]),
      0,
    );
    const told = model.steps.map((step) => stepDetails(smallSpec().sites[step.site] ?? copy, step, model));
    expect(told[0]?.what).toContain('never spread by guess');
    expect(told[1]?.facts).toContainEqual({
      name: 'Share of the call',
      value: "none: it goes on beside the call's path and adds nothing to the latency",
    });
  });
});
