/** Ways in which an executor may run another program than it was given; the other executor must tell. */
import type { PathNode, StepNode } from '../../src/sim/spec/path.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import type { PoolSpec } from '../../src/sim/spec/stores.ts';

export interface SpecMutant {
  readonly name: string;
  readonly apply: (spec: RunSpec) => RunSpec;
}

export const SPEC_MUTANTS: readonly SpecMutant[] = [
  { name: 'a step is left out', apply: nodes((node) => (isStep(node, 'plain') ? [] : [node])) },
  { name: 'give is left out', apply: nodes((node) => (isStep(node, 'give') ? [] : [node])) },
  { name: 'unlock is left out', apply: nodes((node) => (isStep(node, 'unlock') ? [] : [node])) },
  { name: 'give comes early', apply: lists(giveEarly) },
  {
    name: 'a worker is not given back',
    apply: steps((node) => (node.worker === 'back' ? { ...node, worker: 'none' } : node)),
  },
  { name: 'no worker is taken', apply: steps((node) => (node.worker === 'take' ? { ...node, worker: 'none' } : node)) },
  { name: 'another price', apply: steps((node) => ({ ...node, price: { op: 'add', args: [node.price, 1] } })) },
  { name: 'no work after the send', apply: nodes((node) => (node.node === 'meanwhile' ? [] : [node])) },
  {
    name: 'work after the send on the path',
    apply: nodes((node) => (node.node === 'meanwhile' ? node.steps : [node])),
  },
  {
    name: 'exchange is a switch',
    apply: steps((node) => (node.verb === 'exchange' ? { ...node, verb: 'switch' } : node)),
  },
  { name: 'schedule is a swap', apply: steps((node) => (node.verb === 'schedule' ? { ...node, verb: 'swap' } : node)) },
  { name: 'lock waits instead of trying', apply: steps(({ otherwise: _otherwise, ...node }) => node) },
  { name: 'nothing is attached', apply: steps((node) => (node.verb === 'attach' ? { ...node, verb: 'plain' } : node)) },
  {
    name: 'the procedure touches nothing',
    apply: nodes((node) => (node.node === 'procedure' ? [{ ...node, touches: [] }] : [node])),
  },
  {
    name: 'a procedure without a body of its own',
    apply: nodes((node) => (node.node === 'procedure' ? [withoutBody(node)] : [node])),
  },
  { name: 'a message is the content of the call', apply: steps(({ fixed: _fixed, ...node }) => node) },
  {
    name: 'eager is lazy',
    apply: nodes((node) => (node.node === 'policy' ? [{ ...node, reallocation: 'lazy' }] : [node])),
  },
  {
    name: 'a lent processor costs nothing',
    apply: nodes((node) => (node.node === 'policy' ? [withoutLend(node)] : [node])),
  },
  { name: 'no finish', apply: nodes((node) => (node.node === 'policy' && node.operation === 'finish' ? [] : [node])) },
  {
    name: 'the pool in another order',
    apply: pools((pool) => ({ ...pool, order: pool.order === 'lifo' ? 'fifo' : 'lifo' })),
  },
  { name: 'an empty pool grows', apply: pools((pool) => ({ ...pool, empty: 'grow' })) },
  {
    name: 'queues never fill',
    apply: (spec) => ({
      ...spec,
      stores: spec.stores.map((one) => (one.kind === 'queue' ? { ...one, capacity: null } : one)),
    }),
  },
  { name: 'no quantum', apply: machines((machine) => ({ ...machine, quantum: 0 })) },
  { name: 'a quantum that is longer', apply: machines((machine) => ({ ...machine, quantum: machine.quantum * 2 })) },
  {
    name: 'no processor is dedicated',
    apply: machines((machine) => ({
      ...machine,
      placements: machine.placements.map((one) => ({ ...one, dedicated: false })),
    })),
  },
  { name: 'processors start in no domain', apply: machines((machine) => ({ ...machine, placements: [] })) },
  {
    name: 'all threads are equal',
    apply: (spec) => ({ ...spec, threads: spec.threads.map((thread) => ({ ...thread, priority: 0 })) }),
  },
  {
    name: 'workers have no domain priority',
    apply: (spec) => ({ ...spec, domains: spec.domains.map((domain) => ({ ...domain, priority: 0 })) }),
  },
  {
    name: 'as many workers as needed',
    apply: (spec) => ({ ...spec, domains: spec.domains.map((domain) => ({ ...domain, workers: null })) }),
  },
  {
    name: 'user-level threads are the machine’s',
    apply: (spec) => ({ ...spec, domains: spec.domains.map((domain) => ({ ...domain, userThreads: false })) }),
  },
  {
    name: 'nothing is bound first',
    apply: (spec) => ({ ...spec, bindings: spec.bindings.map((binding) => ({ ...binding, bind: [] })) }),
  },
  { name: 'another seed', apply: (spec) => ({ ...spec, seed: spec.seed + 1 }) },
];

/** Every node of every path may become others. */
function nodes(change: (node: PathNode) => readonly PathNode[]): SpecMutant['apply'] {
  return lists((list) => list.flatMap(change));
}

function steps(change: (node: StepNode) => StepNode): SpecMutant['apply'] {
  return nodes((node) => (node.node === 'step' ? [change(node)] : [node]));
}

/** Every list of nodes, inner ones first. */
function lists(change: (list: readonly PathNode[]) => readonly PathNode[]): SpecMutant['apply'] {
  const deep = (list: readonly PathNode[]): readonly PathNode[] => change(list.map(inside));
  const inside = (node: PathNode): PathNode => {
    if (node.node === 'when') return { ...node, then: deep(node.then), otherwise: deep(node.otherwise) };
    if (node.node === 'meanwhile' || node.node === 'pieces') return { ...node, steps: deep(node.steps) };
    if (node.node === 'step' && node.otherwise !== undefined) return { ...node, otherwise: deep(node.otherwise) };
    return node;
  };
  return (spec) => ({ ...spec, paths: spec.paths.map((path) => ({ ...path, steps: deep(path.steps) })) });
}

function pools(change: (pool: PoolSpec) => PoolSpec): SpecMutant['apply'] {
  return (spec) => ({ ...spec, stores: spec.stores.map((one) => (one.kind === 'pool' ? change(one) : one)) });
}

function machines(change: (machine: RunSpec['machines'][number]) => RunSpec['machines'][number]): SpecMutant['apply'] {
  return (spec) => ({ ...spec, machines: spec.machines.map(change) });
}

function isStep(node: PathNode, verb: StepNode['verb']): boolean {
  return node.node === 'step' && node.verb === verb;
}

function giveEarly(list: readonly PathNode[]): readonly PathNode[] {
  const index = list.findIndex((node) => isStep(node, 'give'));
  const give = list[index];
  return give === undefined || index === 0 ? list : list.toSpliced(index, 1).toSpliced(index - 1, 0, give);
}

function withoutLend({ lend: _lend, overhead: _overhead, ...node }: PathNode & { node: 'policy' }): PathNode {
  return node;
}

/** The body of the path runs then. */
function withoutBody({ body: _body, ...node }: PathNode & { node: 'procedure' }): PathNode {
  return node;
}
