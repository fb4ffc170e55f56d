import { at } from '../../base/assert.ts';
import { BITS_PER_BYTE, PICOSECONDS_PER_SECOND } from '../../base/units.ts';
import type { DomainId, OutcomeId } from '../../sim/spec/ids.ts';
import type { DomainSpec, LinkSpec, MachineSpec, Placement, SystemSites } from '../../sim/spec/machine.ts';
import type { OutcomeSpec } from '../../sim/spec/run.ts';
import type { Domain, Expression, Link, Machine, Outcome } from '../generated/ast.ts';
import { asConstant, evaluateTerm, ModelProblem, type Resolve } from '../model/terms.ts';

const DEFAULT_QUANTUM = 10e9;
const DEFAULT_WORKERS = 1;
/** Which number the outcome of an empty pool has in every run. */
export const EXHAUSTED: OutcomeId = 1;
const LARGEST_PROCESSORS = 1024;

/** Domains that schedule their own threads; of those that no text declares the names by which they are known. */
export type UserLevel = ReadonlySet<Domain | string>;

/** Machines and domains of one run, numbered as they are first needed. */
export class World {
  readonly machineNodes: Machine[] = [];
  readonly #domains: DomainSpec[] = [];
  readonly #byNode = new Map<Domain, DomainId>();
  readonly #pseudo = new Map<string, DomainId>();
  readonly #receiving = new Set<DomainId>();
  readonly #userLevel = new Set<DomainId>();
  /** Domains of whose threads it was asked who schedules them, and answered that the kernel does. */
  readonly #kernels = new Set<DomainId>();
  readonly #known: UserLevel;
  /** A pool whose calls fail when it is empty ends them with `exhausted`, which no text need name. */
  readonly #outcomes: OutcomeSpec[] = [
    { name: 'returned', ran: 'once' },
    { name: 'exhausted', ran: 'never' },
  ];
  readonly #conditions: string[] = [];
  readonly #links: Link[] = [];
  readonly #resolve: Resolve;

  /** @param userLevel domains that are known to schedule their own threads. */
  constructor(resolve: Resolve, userLevel: UserLevel = new Set()) {
    this.#resolve = resolve;
    this.#known = userLevel;
  }

  machine(node: Machine): number {
    const known = this.machineNodes.indexOf(node);
    return known >= 0 ? known : this.machineNodes.push(node) - 1;
  }

  domain(node: Domain): DomainId {
    const known = this.#byNode.get(node);
    if (known !== undefined) return known;
    const machine = this.machine(machineOf(node));
    const member = node.members.find((m) => m.$type === 'Priority');
    const priority = member?.$type === 'Priority' ? asConstant(evaluateTerm(member.value, this.#resolve), member) : 0;
    const workers = this.threads(node);
    const id = this.#add({ name: node.name, machine, kind: 'user', workers, priority, userThreads: false });
    this.#byNode.set(node, id);
    if (this.#known.has(node) || node.members.some(isUserScheduling)) this.markUserLevel(id);
    return id;
  }

  /** The threads of a domain that serve calls. */
  threads(node: Domain): number {
    const member = node.members.find((m) => m.$type === 'Threads');
    if (member?.$type !== 'Threads') return DEFAULT_WORKERS;
    return asConstant(evaluateTerm(member.count, this.#resolve), member);
  }

  /** The domain that stands for the kernel, or for the scheduler that is a process, of a machine. */
  pseudoDomain(machine: number, kind: 'kernel' | 'scheduler'): DomainId {
    const key = `${kind} ${machine}`;
    const known = this.#pseudo.get(key);
    if (known !== undefined) return known;
    const id = this.#add({ name: kind, machine, kind, workers: null, priority: 0, userThreads: false });
    this.#pseudo.set(key, id);
    if (this.#known.has(key)) this.markUserLevel(id);
    return id;
  }

  machineOfDomain(domain: DomainId): number {
    return this.#domains[domain]?.machine ?? 0;
  }

  priority(domain: DomainId): number {
    return this.#domains[domain]?.priority ?? 0;
  }

  /** The domain schedules its own threads (policy userThreads). */
  markUserLevel(domain: DomainId): void {
    this.#userLevel.add(domain);
  }

  /** Whether the domain schedules its own threads, as far as is known. */
  schedulesItself(domain: DomainId): boolean {
    if (!this.#userLevel.has(domain)) this.#kernels.add(domain);
    return this.#userLevel.has(domain);
  }

  /** Domains that schedule their own threads, if an answer was given that is not true any more; null: all were right. */
  get mistaken(): UserLevel | null {
    if ([...this.#kernels].every((domain) => !this.#userLevel.has(domain))) return null;
    const all = [...this.#byNode, ...this.#pseudo];
    return new Set(all.flatMap(([named, id]) => (this.#userLevel.has(id) ? [named] : [])));
  }

  outcome(node: Pick<Outcome, 'name' | 'ran'>): OutcomeId {
    const known = this.#outcomes.findIndex((outcome) => outcome.name === node.name);
    return known >= 0 ? known : this.#outcomes.push({ name: node.name, ran: node.ran }) - 1;
  }

  /** The outcome of that name, which the engine itself may end a call with. */
  outcomeNamed(name: string, ran: OutcomeSpec['ran']): OutcomeId {
    const known = this.#outcomes.findIndex((outcome) => outcome.name === name);
    return known >= 0 ? known : this.#outcomes.push({ name, ran }) - 1;
  }

  link(node: Link): number {
    const known = this.#links.indexOf(node);
    return known >= 0 ? known : this.#links.push(node) - 1;
  }

  /** Of each link the machines that take part in the run: those that {@link machines} gives. */
  links(): LinkSpec[] {
    return this.#links.map((node) => ({
      name: node.name,
      machines: node.machines.flatMap(({ ref }) =>
        this.machineNodes.flatMap((one, index) => (one === ref ? [index] : [])),
      ),
      rate: node.rate === undefined ? null : bitsPerSecond(this.#constant(node.rate)),
      delay: node.delay === undefined ? 0 : this.#constant(node.delay),
    }));
  }

  #constant(expression: Expression): number {
    return asConstant(evaluateTerm(expression, this.#resolve), expression);
  }

  condition(name: string): number {
    const known = this.#conditions.indexOf(name);
    return known >= 0 ? known : this.#conditions.push(name) - 1;
  }

  /** The domain has a thread beside those that serve calls: it hands them what it receives. */
  addReceiver(domain: DomainId): void {
    this.#receiving.add(domain);
  }

  domains(): DomainSpec[] {
    return this.#domains.map((domain, id) => {
      if (this.#userLevel.has(id)) return { ...domain, userThreads: true, workers: null };
      const { workers } = domain;
      return this.#receiving.has(id) && workers !== null ? { ...domain, workers: workers + 1 } : domain;
    });
  }

  outcomes(): OutcomeSpec[] {
    return this.#outcomes;
  }

  conditions(): string[] {
    return this.#conditions;
  }

  machines(placements: readonly Placement[], system: (machine: Machine) => SystemSites): MachineSpec[] {
    return this.machineNodes.map((node, index) => ({
      name: node.name,
      profile: node.profile.$refText,
      processors: this.processors(node),
      quantum:
        node.quantum === undefined ? DEFAULT_QUANTUM : asConstant(evaluateTerm(node.quantum, this.#resolve), node),
      kernel: this.pseudoDomain(index, 'kernel'),
      placements: this.#placed(node, index, placements),
      system: system(node),
    }));
  }

  /**
   * Where nothing is said, several processors are shared out evenly among the domains that schedule their own threads: only what
   * a domain has it can use.
   */
  #placed(node: Machine, index: number, placements: readonly Placement[]): readonly Placement[] {
    const said = placements.filter(({ domain }) => this.machineOfDomain(domain) === index);
    const count = this.processors(node);
    const sharing = [...this.#userLevel].filter((domain) => this.machineOfDomain(domain) === index);
    if (said.length > 0 || count === 1 || sharing.length === 0) return said;
    return Array.from({ length: count }, (_, i) => ({ domain: at(sharing, i % sharing.length), dedicated: false }));
  }

  processors(node: Machine): number {
    if (node.processors === undefined) return 1;
    const count = asConstant(evaluateTerm(node.processors, this.#resolve), node.processors);
    if (!Number.isInteger(count) || count < 1 || count > LARGEST_PROCESSORS)
      throw new ModelProblem(node.processors, `a machine has 1 to ${LARGEST_PROCESSORS} processors`);
    return count;
  }

  #add(domain: DomainSpec): DomainId {
    return this.#domains.push(domain) - 1;
  }
}

function isUserScheduling(member: Domain['members'][number]): boolean {
  return member.$type === 'Scheduling' && member.policy.$refText === 'userThreads';
}

/** Quantities count a rate in bytes for each picosecond. */
function bitsPerSecond(rate: number): number {
  return Math.round(rate * BITS_PER_BYTE * PICOSECONDS_PER_SECOND);
}

/** The machine of a domain, which the links have been checked for. */
export function machineOf(node: Domain): Machine {
  const machine = node.machine.ref;
  if (machine === undefined) throw new ModelProblem(node, `the machine of "${node.name}" is not known`);
  return machine;
}
