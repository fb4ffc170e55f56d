/** Formulas as functions; what is constant is folded. */
import { assertNever } from '../../base/assert.ts';
import { naturalLog, type Random } from '../../base/random.ts';
import type { Activity } from '../machine/state.ts';
import type { World } from '../machine/world.ts';
import type { ContentName } from '../spec/content.ts';
import type { Draw, Expr, Operation } from '../spec/price.ts';

export type Value = (a: Activity) => number;
/** A constant, or a function of the activity's state. */
export type Formula = number | Value;

/** What a formula of a step may refer to; absent in statements. */
export interface Subject {
  readonly content: ContentName | null;
  /** Bytes of a message of the mechanism's own, which the step handles instead of a content of the call. */
  readonly fixed: number | null;
  readonly count: number;
  /** One of the step's places was last used on another processor. */
  readonly crosses: ((a: Activity) => boolean) | null;
}

const NO_SUBJECT: Subject = { content: null, fixed: null, count: 0, crosses: null };

/** The largest span that is told apart from others. */
const LONGEST = Number.MAX_SAFE_INTEGER;

/** To whole numbers, never below 0; what is not a number counts as 0. */
export function whole(x: number): number {
  if (!(x > 0)) return 0;
  return x < LONGEST ? Math.round(x) : LONGEST;
}

/** A formula rounded to a whole number, never below 0. */
export function wholeFormula(world: World, expr: Expr, subject: Subject = NO_SUBJECT): Formula {
  const compiled = formula(world, expr, subject);
  return typeof compiled === 'number' ? whole(compiled) : (a) => whole(compiled(a));
}

export function formula(world: World, expr: Expr, subject: Subject = NO_SUBJECT): Formula {
  if (typeof expr === 'number') return expr;
  switch (expr.op) {
    case 'bytes':
      return bytesOf(subject);
    case 'count':
      return subject.count;
    case 'crossed':
      return crossed(subject);
    case 'active':
      return (a) => a.processor.machine.busy;
    case 'argumentBytes':
      return (a) => a.frame.call.argumentBytes;
    case 'resultBytes':
      return (a) => a.frame.call.resultBytes;
    case 'parameter': {
      const index = expr.index ?? 0;
      return (a) => a.frame.values[index] ?? 0;
    }
    case 'uniform':
    case 'exponential':
    case 'poisson':
    case 'histogram':
      return draw(world.random, expr, functions(world, expr.args, subject));
    default:
      return operation(
        expr,
        expr.args.map((arg) => formula(world, arg, subject)),
      );
  }
}

/** A price `fixed + perByte × bytes` of a content; `fixed` 0 if there is only the product. */
export interface Linear {
  readonly fixed: number;
  readonly perByte: number;
}

/** The formula as a linear one in the step's bytes, if it is written so. */
export function linear(expr: Expr): Linear | null {
  if (typeof expr === 'number') return { fixed: expr, perByte: 0 };
  if (expr.op === 'multiply') {
    const perByte = factorOfBytes(expr.args);
    return perByte === null ? null : { fixed: 0, perByte };
  }
  if (expr.op !== 'add' || expr.args.length !== 2) return null;
  const fixed = expr.args.find((arg) => typeof arg === 'number');
  const product = expr.args.find((arg) => typeof arg !== 'number' && arg.op === 'multiply');
  const inner = product === undefined ? null : linear(product);
  return typeof fixed !== 'number' || inner === null ? null : { fixed, perByte: inner.perByte };
}

function factorOfBytes(args: readonly Expr[]): number | null {
  const factor = args.find((arg) => typeof arg === 'number');
  const isProduct = args.length === 2 && args.some((arg) => typeof arg !== 'number' && arg.op === 'bytes');
  return isProduct && typeof factor === 'number' ? factor : null;
}

/** The actual size of what a step handles; 0 of nothing. */
export function bytesOf({ content, fixed }: Pick<Subject, 'content' | 'fixed'>): Formula {
  if (fixed !== null) return fixed;
  if (content === null) return 0;
  return content === 'arguments' ? (a) => a.frame.call.argumentBytes : (a) => a.frame.call.resultBytes;
}

function crossed(subject: Subject): Formula {
  const { crosses } = subject;
  const bytes = bytesOf(subject);
  if (crosses === null || bytes === 0) return 0;
  const bytesOfCall = asFunction(bytes);
  return (a) => (crosses(a) ? bytesOfCall(a) : 0);
}

/** A formula as a function. */
export function asFunction(compiled: Formula): Value {
  return typeof compiled === 'number' ? () => compiled : compiled;
}

function functions(world: World, exprs: readonly Expr[], subject: Subject): Value[] {
  return exprs.map((expr) => asFunction(formula(world, expr, subject)));
}

function operation(expr: Operation, args: readonly Formula[]): Formula {
  const { op } = expr;
  const [first = 0, ...rest] = args;
  if (op === 'ceiling') return typeof first === 'number' ? Math.ceil(first) : (a) => Math.ceil(first(a));
  const combine = operator(op);
  return rest.reduce<Formula>((left, right) => binary(combine, left, right), first);
}

function binary(combine: (x: number, y: number) => number, left: Formula, right: Formula): Formula {
  if (typeof left === 'number') {
    if (typeof right === 'number') return combine(left, right);
    return (a) => combine(left, right(a));
  }
  if (typeof right === 'number') return (a) => combine(left(a), right);
  return (a) => combine(left(a), right(a));
}

function operator(op: Exclude<Operation['op'], 'ceiling'>): (x: number, y: number) => number {
  switch (op) {
    case 'add':
      return (x, y) => x + y;
    case 'subtract':
      return (x, y) => x - y;
    case 'multiply':
      return (x, y) => x * y;
    case 'divide':
      return (x, y) => (y === 0 ? 0 : x / y);
    case 'min':
      return (x, y) => Math.min(x, y);
    case 'max':
      return (x, y) => Math.max(x, y);
    default:
      return assertNever(op);
  }
}

const ZERO: Value = () => 0;

function draw(random: Random, expr: Draw, args: readonly Value[]): Value {
  const [first = ZERO, second = ZERO] = args;
  switch (expr.op) {
    case 'uniform':
      return (a) => {
        const low = first(a);
        return low + (second(a) - low) * random.next();
      };
    case 'exponential':
      return (a) => -first(a) * naturalLog(1 - random.next());
    case 'poisson':
      return (a) => {
        const rate = first(a);
        return rate === 0 ? 0 : -naturalLog(1 - random.next()) / rate;
      };
    case 'histogram':
      return histogram(random, expr.bins ?? []);
    default:
      return assertNever(expr.op);
  }
}

function histogram(random: Random, bins: NonNullable<Draw['bins']>): Value {
  const total = bins.reduce((sum, bin) => sum + bin.weight, 0);
  const last = bins.at(-1)?.high ?? 0;
  return () => {
    const chosen = random.next() * total;
    const where = random.next();
    let below = 0;
    for (const { low, high, weight } of bins) {
      below += weight;
      if (chosen < below) return low + (high - low) * where;
    }
    return last;
  };
}
