/** Compiles paths, binding acts and bodies, each when it is first needed. */
import { assertNever, at } from '../../base/assert.ts';
import { type Activity, type Frame, GO, ROW, STOP, type Status } from '../machine/state.ts';
import { emitAssign, emitDuties, emitReceive, emitSend, emitSilence } from '../policy/call-packets.ts';
import { emitErrands, emitMiss } from '../policy/domain-caching.ts';
import { emitMeanwhile } from '../policy/meanwhile.ts';
import { emitPolicy } from '../policy/user-threads.ts';
import type { DomainId, PathId } from '../spec/ids.ts';
import type { MachineSpec } from '../spec/machine.ts';
import type { FailNode, HandledEvent, PathNode, PathSpec, ProcedureNode, WhenNode } from '../spec/path.ts';
import type { Statement } from '../spec/statements.ts';
import type { Calls } from './calls.ts';
import { END, label, type Parts, WHOLE } from './code.ts';
import { condition } from './condition.ts';
import { isDisturbed, undisturbed } from './disturbance.ts';
import { Exceptions } from './exceptions.ts';
import { asFunction, wholeFormula } from './expression.ts';
import { Guards } from './guards.ts';
import type { StepScope } from './holdings.ts';
import type { Linker } from './linker.ts';
import { emitPieces } from './pieces.ts';
import { trackedPlaces, writing } from './places.ts';
import { emitRow } from './rows.ts';
import { emitBody } from './statements.ts';
import { emitStep } from './steps.ts';

export class Compiler implements Linker {
  readonly calls: Calls;
  readonly exceptions: Exceptions | null;
  readonly guards: Guards | null;
  private readonly parts: Parts;
  private readonly threadEnd: number;
  private readonly pathEntries: number[] = [];
  private readonly bindEntries: number[] = [];
  private readonly bodyEntries = new Map<readonly Statement[], number>();

  constructor(parts: Parts, calls: Calls) {
    this.parts = parts;
    this.calls = calls;
    this.threadEnd = parts.code.here;
    parts.code.emit((a) => this.endThread(a));
    parts.code.emit((a) => this.endThread(a), WHOLE);
    this.guards = isDisturbed(parts.world.spec) ? new Guards(parts, this) : null;
    calls.guards = this.guards;
    const carries = parts.world.spec.paths.some((path) => path.exceptions !== undefined);
    this.exceptions = carries ? new Exceptions(parts, this) : null;
    const { network, steering } = parts;
    if (steering !== null) emitErrands(parts, steering);
    if (network !== null) {
      emitDuties(parts, network);
      network.links.tell = (fault, call, domain) => void this.guards?.faults.tell(fault, call, domain);
      network.split = (a, call, outcome) => this.guards?.orphans.giveUpCall(a, call, outcome);
    }
    for (const machine of parts.world.machines) machine.comebackCode = emitComeback(parts, machine.spec);
  }

  path(id: PathId): number {
    const path = at(this.parts.world.spec.paths, id);
    return (this.pathEntries[id] ??= this.emitPath(path.steps, path));
  }

  bind(id: number): number {
    return (this.bindEntries[id] ??= this.emitPath(at(this.parts.world.spec.bindings, id).bind, null));
  }

  body(body: readonly Statement[]): number {
    const known = this.bodyEntries.get(body);
    if (known !== undefined) return known;
    const entry = this.parts.code.here;
    this.bodyEntries.set(body, entry);
    emitBody(this.parts, this, body);
    return entry;
  }

  fork(a: Activity, statement: Statement & { do: 'fork' }): void {
    const { dispatcher } = this.parts;
    const { domain, values } = a.frame;
    const made = this.thread(statement.name, domain, 'fork', a.priority, statement.body);
    made.frame.values = values;
    a.frame.forks ??= [];
    a.frame.forks[statement.fork] = made;
    dispatcher.makeReady(made);
  }

  joins(a: Activity, fork: number): boolean {
    let other = a.frame.forks?.[fork];
    while (other !== undefined && other.heir !== null) other = other.heir;
    if (other?.alive !== true) return false;
    other.joiner = a;
    return true;
  }

  /** An activity that runs the body as a thread of its own; it is not ready yet. */
  thread(
    name: string,
    domain: DomainId,
    kind: 'user' | 'fork',
    priority: number,
    body: readonly Statement[],
  ): Activity {
    const { world, threads } = this.parts;
    const a = world.addActivity(threads.add(name, domain, kind, priority), priority, false);
    a.home = domain;
    a.frame.domain = domain;
    a.frame.bodyEnd = this.threadEnd;
    a.endAt = this.threadEnd;
    a.pc = this.body(body);
    if (this.guards !== null) a.frame.disturbance = undisturbed(domain);
    if (kind === 'user') this.guards?.addThread(a);
    return a;
  }

  private endThread(a: Activity): Status {
    const { world, dispatcher } = this.parts;
    world.removeActivity(a);
    if (a.joiner !== null) dispatcher.letGo(a.joiner);
    dispatcher.leave(a, 'stopped');
    return STOP;
  }

  private emitPath(nodes: readonly PathNode[], path: PathSpec | null): number {
    const { code } = this.parts;
    const entry = code.here;
    this.walk(nodes, path);
    this.guards?.emitEnd();
    code.emit((a) => this.calls.leave(a));
    return entry;
  }

  private walk(nodes: readonly PathNode[], path: PathSpec | null): void {
    for (const node of nodes) this.emitNode(node, path);
  }

  steps(nodes: readonly PathNode[], path: PathSpec | null): void {
    this.walk(nodes, path);
  }

  emitHandler(path: PathId, event: HandledEvent): boolean {
    const spec = this.parts.world.spec.paths[path];
    const steps = spec?.handlers?.[event];
    if (spec === undefined || steps === undefined) return false;
    this.walk(steps, spec);
    return true;
  }

  private emitNode(node: PathNode, path: PathSpec | null): void {
    const entered = enteredBy(node);
    if (entered.length > 0) this.guards?.emitNode(entered);
    switch (node.node) {
      case 'step':
        emitStep(this.scope(path), node);
        return this.guards?.emitBehind(node);
      case 'when':
        return this.emitWhen(node, path);
      case 'procedure':
        return this.emitProcedure(node, path);
      case 'fail':
        return this.emitFail(node);
      case 'policy':
        return emitPolicy(this.parts, node);
      case 'send':
        return emitSend(this.scope(path), node);
      case 'receive':
        return emitReceive(this.parts, node);
      case 'silence':
        return emitSilence(this.parts);
      case 'stay':
        return this.emitStay();
      case 'assign':
        return emitAssign(this.parts, node);
      case 'miss':
        return emitMiss(this.parts, node);
      case 'pieces':
        return emitPieces(this.parts, node, () => this.walk(node.steps, path));
      case 'meanwhile':
        return emitMeanwhile(this.parts, () => this.walk(node.steps, path));
      default:
        return assertNever(node);
    }
  }

  private scope(path: PathSpec | null): StepScope {
    const failed = (outcome: number): void => this.emitFailed(outcome);
    return { parts: this.parts, path, walk: (nodes) => this.walk(nodes, path), failed };
  }

  private emitWhen({ condition: of, then, otherwise }: WhenNode, path: PathSpec | null): void {
    const { code } = this.parts;
    const test = condition(this.parts, this.calls.bindings, of);
    if (typeof test === 'boolean') return this.walk(test ? then : otherwise, path);
    const next = code.here + 1;
    const no = label();
    const done = label();
    code.emit((a) => {
      a.pc = test(a) ? next : no.pc;
      return GO;
    });
    this.walk(then, path);
    if (otherwise.length > 0) {
      code.emit((a) => {
        a.pc = done.pc;
        return GO;
      });
    }
    no.pc = code.here;
    this.walk(otherwise, path);
    done.pc = code.here;
  }

  private emitProcedure(node: ProcedureNode, path: PathSpec | null): void {
    const { parts } = this;
    const { code, world, stores } = parts;
    const touch = writing(world, trackedPlaces(stores, node.touches));
    emitRow(parts, (a) => {
      world.step(a, node.site, 0, 0, -1, node.domain);
      touch(a);
      this.guards?.faults.atProcedure(a);
    });
    const body = node.body ?? path?.body ?? [];
    if (path !== null && body.length > 0) this.emitRunBody(body, node.domain);
    this.guards?.emitReturning();
    const next = code.here + 1;
    if (node.touches.length === 0) return;
    code.emit((a) => {
      touch(a);
      a.pc = next;
      return GO;
    });
  }

  private emitRunBody(body: readonly Statement[], domain: number): void {
    const { code } = this.parts;
    const end = code.here + 1;
    let entry = -1;
    code.emit((a) => {
      if (entry < 0) entry = this.body(body);
      beginBody(a, a.frame, domain, end);
      a.pc = entry;
      return GO;
    });
  }

  /** The call waits as for a procedure that does not come back. */
  private emitStay(): void {
    const { code, dispatcher, world } = this.parts;
    const next = code.here + 1;
    code.emit((a) => {
      a.pc = next;
      dispatcher.wait(a, world.machineOf(a).spec.system.waits.captured);
      this.guards?.stay(a);
      return STOP;
    });
  }

  private emitFail(node: FailNode): void {
    const { world } = this.parts;
    emitRow(this.parts, (a) => world.step(a, node.site, 0, 0, -1, node.domain));
    this.emitFailed(node.outcome);
  }

  private emitFailed(outcome: number): void {
    this.parts.code.emit((a) => this.calls.fail(a, outcome), END);
  }
}

/** The domains that a node enters: who acts, then whom it is about. */
function enteredBy(node: PathNode): DomainId[] {
  if (node.node === 'when' || node.node === 'meanwhile' || node.node === 'pieces') return [];
  return node.node === 'step' && node.target !== undefined ? [node.domain, node.target] : [node.domain];
}

/** A body begins to run in a frame; its end leads to `end`. */
function beginBody(a: Activity, frame: Frame, domain: number, end: number): void {
  frame.domain = domain;
  frame.bodyEnd = end;
  frame.bodyLoops = a.loops.length;
  frame.bodyTries = a.tries.length;
  frame.forks = null;
}

/** What the system does when an activity comes back after a wait: dispatch, and restore if another domain is loaded. */
function emitComeback({ code, world }: Parts, { system, kernel }: MachineSpec): number {
  const begin = code.here;
  const dispatch = asFunction(wholeFormula(world, system.dispatch.price));
  const restore = asFunction(wholeFormula(world, system.restore.price));
  const go = (a: Activity, pc: number): Status => {
    a.pc = pc;
    return GO;
  };
  const row = (a: Activity, site: number, duration: number, pc: number): Status => {
    world.systemStep(a, site, duration, kernel);
    a.pc = pc;
    return ROW;
  };
  const { refill } = system;
  const misses = refill === undefined ? () => 0 : asFunction(wholeFormula(world, refill.price));
  const load = (a: Activity): Status => {
    world.load(a.processor, a.home);
    const price = misses(a);
    return price > 0 && refill !== undefined ? row(a, refill.site, price, begin + 3) : go(a, a.resumeAt);
  };
  code.emit((a) => {
    world.firstRowIs(a, world.rows.length);
    const price = dispatch(a);
    return price > 0 ? row(a, system.dispatch.site, price, begin + 1) : go(a, begin + 1);
  }, WHOLE);
  code.emit((a) => {
    if (a.home < 0 || a.processor.loaded === a.home) return go(a, a.resumeAt);
    const price = restore(a);
    return price > 0 ? row(a, system.restore.site, price, begin + 2) : load(a);
  }, WHOLE);
  code.emit(load, WHOLE);
  code.emit((a) => go(a, a.resumeAt), WHOLE);
  return begin;
}
