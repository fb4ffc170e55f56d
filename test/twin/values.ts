/** Formulas and conditions, evaluated as they stand. */
import { assertNever, at } from '../../src/base/assert.ts';
import type { Content, ContentName } from '../../src/sim/spec/content.ts';
import type { StepNode } from '../../src/sim/spec/path.ts';
import type { Condition, Expr } from '../../src/sim/spec/price.ts';
import { drawn } from './draws.ts';
import type { Activity, World } from './state.ts';
import { elementHeld, NOBODY, placesOf } from './stores.ts';

/** Whole, never below 0. */
export function price(w: World, a: Activity, expr: Expr, step?: StepNode): number {
  return Math.max(0, Math.round(value(w, a, expr, step)));
}

export function value(w: World, a: Activity, expr: Expr, step?: StepNode): number {
  if (typeof expr === 'number') return expr;
  switch (expr.op) {
    case 'bytes':
      return handled(a, step);
    case 'count':
      return (step?.fixed ?? contentOf(w, a, step?.content))?.count ?? 0;
    case 'crossed':
      return step !== undefined && crosses(w, a, step) ? handled(a, step) : 0;
    case 'active':
      return w.processors.filter((p) => p.machine === a.processor?.machine && p.activity !== null).length;
    case 'argumentBytes':
      return bytesOf(a, 'arguments');
    case 'resultBytes':
      return bytesOf(a, 'results');
    case 'parameter':
      return a.frame.values[expr.index ?? 0] ?? 0;
    case 'uniform':
    case 'exponential':
    case 'poisson':
    case 'histogram':
      return drawn(
        w.draw,
        expr,
        expr.args.map((one) => value(w, a, one, step)),
      );
    default:
      return combine(
        expr.op,
        expr.args.map((one) => value(w, a, one, step)),
      );
  }
}

function combine(op: string, args: readonly number[]): number {
  const [first = 0, ...rest] = args;
  if (op === 'add') return rest.reduce((x, y) => x + y, first);
  if (op === 'subtract') return rest.reduce((x, y) => x - y, first);
  if (op === 'multiply') return rest.reduce((x, y) => x * y, first);
  if (op === 'divide') return rest.reduce((x, y) => (y === 0 ? 0 : x / y), first);
  if (op === 'min') return Math.min(...args);
  if (op === 'max') return Math.max(...args);
  return Math.ceil(first);
}

/** The bytes that a step handles: those of its own message, else of the call's content. */
export function handled(a: Activity, step: StepNode | undefined): number {
  return step?.fixed === undefined ? bytesOf(a, step?.content) : step.fixed.bytes;
}

function bytesOf(a: Activity, content: ContentName | undefined): number {
  const { call } = a.frame;
  if (call === null || content === undefined) return 0;
  return content === 'arguments' ? call.argumentBytes : call.resultBytes;
}

function contentOf(w: World, a: Activity, content: ContentName | undefined): Content | null {
  const path = a.frame.call?.path ?? null;
  return path === null || content === undefined ? null : at(w.spec.paths, path)[content];
}

function crosses(w: World, a: Activity, step: StepNode): boolean {
  const holders = placesOf(w, a, step).map((place) => at(w.holder, place));
  return holders.some((holder) => holder !== NOBODY && holder !== a.processor?.index);
}

export function holds(w: World, a: Activity, condition: Condition): boolean {
  switch (condition.is) {
    case 'constant':
      return condition.value;
    case 'compare':
      return compare(condition.operator, value(w, a, condition.left), value(w, a, condition.right));
    case 'not':
      return !holds(w, a, condition.operand);
    case 'and':
      return holds(w, a, condition.left) && holds(w, a, condition.right);
    case 'or':
      return holds(w, a, condition.left) || holds(w, a, condition.right);
    case 'attached': {
      const element = elementHeld(a, condition.place);
      return element !== null && at(at(w.stores, condition.place).attached, element).has(condition.thing);
    }
    case 'idleProcessor':
      return w.processors.some(
        (p) =>
          p.activity === null &&
          p.loaded === condition.domain &&
          p.machine === at(w.spec.domains, condition.domain).machine,
      );
    case 'lastPiece':
      return a.frame.call?.isLastPiece ?? true;
    case 'waiting':
      return workerIsFree(w, condition.domain);
    case 'first':
      return isFirst(w, a, condition.binding);
    case 'free':
      return isFree(w, condition.lock);
    case 'grown':
      return isGrown(w, a, condition.place);
    case 'scarce':
      return isScarce(w, condition.place);
    case 'urgent': {
      const { machine, priority: own } = at(w.spec.domains, condition.domain);
      return at(w.queues, machine).every((other) => priorityOf(w, other) <= own);
    }
    case 'hinted':
    case 'polled':
      return false;
    default:
      return assertNever(condition);
  }
}

function priorityOf(w: World, a: Activity): number {
  return a.acting < 0 ? a.priority : at(w.threads, a.acting).priority;
}

/** Nothing is free in the pool, and it may not grow. */
function isScarce(w: World, store: number): boolean {
  const spec = at(w.spec.stores, store);
  const { free, place } = at(w.stores, store);
  if (spec.kind !== 'pool' || free.length > 0) return false;
  return spec.empty !== 'grow' || place.length >= (spec.growth?.most ?? Infinity);
}

/** A lock without holder, a pool with an element for the taking. */
function isFree(w: World, store: number): boolean {
  const { free, used } = at(w.stores, store);
  return at(w.spec.stores, store).kind === 'pool' ? free.length > 0 : used === 0;
}

/** Not one of the elements that the pool had at the start. */
function isGrown(w: World, a: Activity, store: number): boolean {
  const spec = at(w.spec.stores, store);
  const element = elementHeld(a, store);
  return spec.kind === 'pool' && element !== null && element >= spec.count;
}

export function workerIsFree(w: World, domain: number): boolean {
  const { free, made } = at(w.workers, domain);
  const limit = at(w.spec.domains, domain).workers;
  return free.length > 0 || limit === null || made < limit;
}

function isFirst(w: World, a: Activity, binding: number): boolean {
  const { call } = a.frame;
  if (call !== null && call.path !== null && call.binding === binding) return call.first;
  return at(w.bindings, binding).calls === 0;
}

function compare(operator: string, left: number, right: number): boolean {
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  if (operator === '>') return left > right;
  if (operator === '>=') return left >= right;
  return (operator === '==') === (left === right);
}
