/** Bodies of threads and procedures. */
import { at } from '../../base/assert.ts';
import { type Activity, GO, NO_VALUES, STOP, type Status } from '../machine/state.ts';
import type { Expr } from '../spec/price.ts';
import type { Statement } from '../spec/statements.ts';
import { END, label, type Parts } from './code.ts';
import { emitCompute } from './compute.ts';
import { asFunction, type Formula, formula, wholeFormula } from './expression.ts';
import { type BodyScope, emitKeep, emitRelease } from './keeping.ts';
import type { Linker } from './linker.ts';
import { emitMark, emitThreadStatement } from './thread-statements.ts';

type Of<K extends Statement['do']> = Extract<Statement, { do: K }>;

/** Compiles a body at the end of the code; its end leads to where the frame says. */
export function emitBody(parts: Parts, linker: Linker, body: readonly Statement[]): void {
  emitAll(parts, linker, body);
  parts.code.emit((a) => {
    a.pc = a.frame.bodyEnd;
    return GO;
  });
}

function emitAll(parts: Parts, linker: Linker, body: readonly Statement[]): void {
  for (const statement of body) emitStatement(parts, linker, statement);
}

function emitStatement(parts: Parts, linker: Linker, statement: Statement): void {
  linker.guards?.emitStatement();
  switch (statement.do) {
    case 'call':
      return emitCall(parts, linker, statement);
    case 'compute':
      return emitCompute(parts, statement);
    case 'wait':
      return emitWait(parts, statement);
    case 'repeat':
      return emitRepeat(parts, linker, statement);
    case 'every':
      return emitEvery(parts, linker, statement);
    case 'chance':
      return emitChance(parts, linker, statement);
    case 'return':
      return emitReturn(parts, statement);
    case 'raise':
      return emitRaise(parts, linker, statement);
    case 'try':
      return emitTry(parts, linker, statement);
    case 'keep':
      return emitKeep(scopeOf(parts, linker), statement);
    case 'release':
      return emitRelease(scopeOf(parts, linker), statement);
    default:
      return emitThreadStatement(parts, linker, statement);
  }
}

function scopeOf(parts: Parts, linker: Linker): BodyScope {
  return { parts, linker, walk: (body) => emitAll(parts, linker, body) };
}

function jump({ code }: Parts, to: { pc: number }): void {
  code.emit((a) => {
    a.pc = to.pc;
    return GO;
  });
}

function emitCall({ code, world }: Parts, linker: Linker, statement: Of<'call'>): void {
  const { binding } = at(world.spec.paths, statement.path);
  const { calls } = linker;
  const state = at(calls.bindings, binding);
  const binds = at(world.spec.bindings, binding).bind.length > 0;
  const argumentBytes = asFunction(wholeFormula(world, statement.argumentBytes));
  const resultBytes = asFunction(wholeFormula(world, statement.resultBytes));
  const values = valuesOf(statement.values.map((value) => formula(world, value)));
  const made = { path: statement.path, binding, site: statement.site };
  const enter = code.here + 1;
  let entry = -1;
  const go = (a: Activity): Status => {
    if (entry < 0) entry = linker.path(statement.path);
    a.pc = entry;
    return calls.enter(a, made, enter + 1);
  };
  code.emit((a) => {
    const frame = calls.nextFrame(a);
    frame.call.argumentBytes = argumentBytes(a);
    frame.call.resultBytes = resultBytes(a);
    frame.values = values(a);
    if (!binds || state.bound) return go(a);
    a.pc = linker.bind(binding);
    return calls.enterBinding(a, binding, enter);
  });
  code.emit((a) => {
    calls.restorePrepared(a);
    return go(a);
  });
}

function valuesOf(values: readonly Formula[]): (a: Activity) => readonly number[] {
  if (values.length === 0) return () => NO_VALUES;
  const constants = values.filter((value) => typeof value === 'number');
  if (constants.length === values.length) return () => constants;
  const functions = values.map((value) => asFunction(value));
  return (a) => functions.map((value) => value(a));
}

function emitWait({ code, world, dispatcher }: Parts, { time, site }: Of<'wait'>): void {
  const span = asFunction(wholeFormula(world, time));
  const next = code.here + 1;
  code.emit((a) => {
    const duration = span(a);
    a.pc = next;
    if (duration === 0) return GO;
    dispatcher.sleep(a, duration, site);
    return STOP;
  });
}

function emitRepeat(parts: Parts, linker: Linker, { count, body }: Of<'repeat'>): void {
  const { code, world } = parts;
  const times = asFunction(wholeFormula(world, count));
  const begin = code.here + 1;
  const done = label();
  code.emit((a) => {
    const passes = times(a);
    a.pc = passes > 0 ? begin : done.pc;
    if (passes === 0) return GO;
    a.loops.push(passes);
    return world.pass() ? GO : STOP;
  });
  emitAll(parts, linker, body);
  code.emit((a) => {
    const { loops } = a;
    const last = loops.length - 1;
    const left = loops[last]! - 1;
    if (left > 0) {
      loops[last] = left;
      a.pc = begin;
      return world.pass() ? GO : STOP;
    }
    loops.pop();
    a.pc = done.pc;
    return GO;
  });
  done.pc = code.here;
}

/** Three numbers on the stack of loops: when it began, when the next pass is due, its limit. */
function emitEvery(parts: Parts, linker: Linker, { period, limit, site, body }: Of<'every'>): void {
  const { code, world, dispatcher } = parts;
  const longest = limit === null ? () => Number.POSITIVE_INFINITY : asFunction(wholeFormula(world, limit));
  const span = asFunction(wholeFormula(world, period));
  const check = code.here + 1;
  const done = label();
  code.emit((a) => {
    const { now } = world.events;
    a.loops.push(now, now, longest(a));
    a.pc = check;
    return GO;
  });
  code.emit((a) => {
    const { loops } = a;
    const { now } = world.events;
    const base = loops.length - 3;
    const due = loops[base + 1]!;
    if (Math.max(now, due) - loops[base]! >= loops[base + 2]!) {
      loops.length = base;
      a.pc = done.pc;
      return GO;
    }
    a.pc = check + 1;
    if (!world.pass()) return STOP;
    if (due <= now) return GO;
    dispatcher.sleep(a, due - now, site);
    return STOP;
  });
  emitAll(parts, linker, body);
  code.emit((a) => {
    a.loops[a.loops.length - 2]! += span(a);
    a.pc = check;
    return GO;
  });
  done.pc = code.here;
}

function emitChance(parts: Parts, linker: Linker, { share, then, otherwise }: Of<'chance'>): void {
  const { code, world } = parts;
  const likely = asFunction(formula(world, share));
  const next = code.here + 1;
  const no = label();
  const done = label();
  code.emit((a) => {
    a.pc = world.random.next() < likely(a) ? next : no.pc;
    return GO;
  });
  emitAll(parts, linker, then);
  jump(parts, done);
  no.pc = code.here;
  emitAll(parts, linker, otherwise);
  done.pc = code.here;
}

function emitReturn({ code, world }: Parts, { size }: { readonly size: Expr }): void {
  const bytes = asFunction(wholeFormula(world, size));
  code.emit((a) => {
    const { frame } = a;
    frame.call.resultBytes = bytes(a);
    a.loops.length = frame.bodyLoops;
    a.tries.length = frame.bodyTries;
    a.pc = frame.bodyEnd;
    return GO;
  });
}

function emitRaise(parts: Parts, { calls, exceptions }: Linker, { outcome, site }: Of<'raise'>): void {
  emitMark(parts, site);
  const next = parts.code.here + 1;
  parts.code.emit((a) => {
    a.pc = next;
    return exceptions?.raise(a, outcome, site) ?? calls.raise(a, outcome, -1);
  }, END);
}

function emitTry(parts: Parts, linker: Linker, { body, catches }: Of<'try'>): void {
  const { code } = parts;
  const handlers = new Map<number, number>();
  const next = code.here + 1;
  const done = label();
  code.emit((a) => {
    a.tries.push({ depth: a.depth, loops: a.loops.length, handlers, catches, done });
    a.pc = next;
    return GO;
  });
  emitAll(parts, linker, body);
  code.emit((a) => {
    a.tries.pop();
    a.pc = done.pc;
    return GO;
  });
  for (const { outcome, body: handler } of catches) {
    if (!handlers.has(outcome)) handlers.set(outcome, code.here);
    emitAll(parts, linker, handler);
    jump(parts, done);
  }
  done.pc = code.here;
}
