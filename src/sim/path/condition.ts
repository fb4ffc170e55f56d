/** Conditions as functions; what is constant is folded. */
import { assertNever, at } from '../../base/assert.ts';
import type { Activity } from '../machine/state.ts';
import { idleProcessor } from '../policy/domain-caching.ts';
import { exchangeOf } from '../policy/exchange.ts';
import type { Condition } from '../spec/price.ts';
import type { Parts } from './code.ts';
import { asFunction, formula } from './expression.ts';
import { isLastPiece } from './pieces.ts';

export type Test = (a: Activity) => boolean;
export type Decision = boolean | Test;

/** How often calls were made over each binding, and whether its binding act was begun. */
export interface BindingState {
  calls: number;
  bound: boolean;
}

export function condition(parts: Parts, bindings: readonly BindingState[], of: Condition): Decision {
  const compile = (inner: Condition): Decision => condition(parts, bindings, inner);
  switch (of.is) {
    case 'constant':
      return of.value;
    case 'compare':
      return compare(parts, of);
    case 'not': {
      const operand = compile(of.operand);
      return typeof operand === 'boolean' ? !operand : (a) => !operand(a);
    }
    case 'and':
      return both(compile(of.left), compile(of.right), false);
    case 'or':
      return both(compile(of.left), compile(of.right), true);
    default:
      return state(parts, bindings, of);
  }
}

/** `and`, `or`: a left side equal to `decisive` decides. */
function both(left: Decision, right: Decision, decisive: boolean): Decision {
  if (typeof left === 'boolean') return left === decisive ? decisive : right;
  const rest: Test = typeof right === 'boolean' ? () => right : right;
  return decisive ? (a) => left(a) || rest(a) : (a) => left(a) && rest(a);
}

function compare({ world }: Parts, of: Condition & { is: 'compare' }): Decision {
  const left = formula(world, of.left);
  const right = formula(world, of.right);
  const test = comparison(of.operator);
  if (typeof left === 'number' && typeof right === 'number') return test(left, right);
  const x = asFunction(left);
  const y = asFunction(right);
  return (a) => test(x(a), y(a));
}

function comparison(operator: (Condition & { is: 'compare' })['operator']): (x: number, y: number) => boolean {
  switch (operator) {
    case '<':
      return (x, y) => x < y;
    case '<=':
      return (x, y) => x <= y;
    case '>':
      return (x, y) => x > y;
    case '>=':
      return (x, y) => x >= y;
    case '==':
      return (x, y) => x === y;
    case '!=':
      return (x, y) => x !== y;
    default:
      return assertNever(operator);
  }
}

type StateCondition = Extract<
  Condition,
  {
    is:
      | 'attached'
      | 'idleProcessor'
      | 'lastPiece'
      | 'waiting'
      | 'hinted'
      | 'polled'
      | 'first'
      | 'free'
      | 'grown'
      | 'scarce'
      | 'urgent';
  }
>;

function state(parts: Parts, bindings: readonly BindingState[], of: StateCondition): Decision {
  const { world, threads, stores } = parts;
  switch (of.is) {
    case 'lastPiece':
      return isLastPiece;
    case 'attached': {
      const pool = stores.pool(of.place);
      return pool !== null && ((a) => pool.hasAttached(a.frame.call.latest(of.place), of.thing));
    }
    case 'idleProcessor':
      return () => idleProcessor(world, of.domain) !== null;
    case 'waiting':
      return () => threads.isWaiting(of.domain);
    case 'hinted':
      return (a) => parts.network?.pools.isHinted(of.domain, a.frame.caller) === true;
    case 'polled':
      return (a) => exchangeOf(a)?.wasPolled === true;
    case 'first': {
      const binding = at(bindings, of.binding);
      return ({ frame: { call } }) => (call.binding === of.binding && !call.binds ? call.first : binding.calls === 0);
    }
    case 'free': {
      const pool = stores.pool(of.lock);
      if (pool !== null) return () => pool.hasFree;
      const lock = stores.lock(of.lock);
      return lock === null || (() => !lock.held);
    }
    case 'grown': {
      const pool = stores.pool(of.place);
      return pool !== null && ((a) => a.frame.call.latest(of.place) >= pool.spec.count);
    }
    case 'scarce': {
      const pool = stores.pool(of.place);
      return pool !== null && (() => pool.isScarce);
    }
    case 'urgent': {
      const { queue } = at(world.domainMachines, of.domain);
      const { priority } = at(world.spec.domains, of.domain);
      return () => queue.highest() <= priority;
    }
    default:
      return assertNever(of);
  }
}
