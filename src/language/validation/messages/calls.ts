/** Diagnostics of threads, calls and the bodies of procedures. */
import type { Message } from '../report.ts';
import { error, plural, warning } from './words.ts';

export const unboundCall = (name: string): Message =>
  error(
    'unboundCall',
    `Nothing is bound under the name "${name}". Declare "bind ${name} = Client -> Server.Interface via lrpc" first.`,
  );
export const foreignBinding = (binding: string, client: string, domain: string): Message =>
  error(
    'foreignBinding',
    `Binding ${binding} belongs to ${client}, but this code runs in ${domain}. Bind ${domain} for itself, or call from ${client}.`,
  );
export const argumentCount = (procedure: string, expected: number, found: number): Message =>
  error(
    'argumentCount',
    `${procedure} takes ${plural(expected, 'argument')}, but gets ${found}. Give all of them, or none for the declared sizes.`,
  );
export const argumentDimension = (parameter: string, type: string, expected: string, found: string): Message =>
  error('argumentDimension', `Argument ${parameter} is ${type}: it takes ${expected}, but this is ${found}.`);
export const argumentTooLarge = (parameter: string, declared: string, found: string): Message =>
  error(
    'argumentTooLarge',
    `Argument ${parameter} holds at most ${declared}, but this call passes ${found}. Pass less, or declare more in the interface.`,
  );
export const returnTooLarge = (procedure: string, declared: string, found: string): Message =>
  error(
    'returnTooLarge',
    `${procedure} returns at most ${declared}, but this returns ${found}. Return less, or declare more in the interface.`,
  );
export const returnsNothing = (procedure: string): Message =>
  error('returnsNothing', `${procedure} has no result in its interface. Remove this, or declare "-> type" there.`);
export const returnOutside = (): Message =>
  error('returnOutside', 'Only the body of a procedure returns a result. Remove this, or move it into the body.');
export const foreignJoin = (name: string): Message =>
  error(
    'foreignJoin',
    `"${name}" is forked by another thread, and only the thread that forks can join. Use signal and await between threads.`,
  );
export const neverSignalled = (name: string): Message =>
  error('neverSignalled', `Nothing signals "${name}", so this waits for ever. Add "signal ${name}" to another thread.`);
export const callCycle = (chain: readonly string[], domain: string): Message =>
  error(
    'callCycle',
    `Calls go in a circle: ${chain.join(' -> ')}. The only thread of ${domain} waits for this call and cannot serve it. Give ${domain} more threads.`,
  );
export const endlessCalls = (chain: readonly string[]): Message =>
  error(
    'endlessCalls',
    `Calls go in a circle: ${chain.join(' -> ')}. Every call makes the next one, so none ever returns. Make one of them conditional, or remove it.`,
  );
export const mayDeadlock = (chain: readonly string[], domain: string, threads: number): Message =>
  warning(
    'mayDeadlock',
    `${chain.join(' -> ')} comes back to ${domain}, whose ${plural(threads, 'thread')} can all be busy with calls that wait for it. Give ${domain} more threads.`,
  );

export const earlyJoin = (name: string): Message =>
  error(
    'earlyJoin',
    `"${name}" is forked further down, so there is nothing to join yet. Move the join below the fork.`,
  );
export const noThread = (scenario: string): Message =>
  error('noThread', `Scenario ${scenario} has no thread, so nothing would run. Add "thread T in … { … }".`);
