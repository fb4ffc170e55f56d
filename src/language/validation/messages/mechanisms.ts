/** Diagnostics of mechanisms: control, stores and what is left unused. */
import type { Message } from '../report.ts';
import { error, listed, plural, unused, warning } from './words.ts';

export const noCall = (mechanism: string): Message =>
  error('noCall', `${mechanism} has no path: add a section "call { … }", or extend a mechanism that has one.`);
export const noControl = (actor: string, holder: string): Message =>
  error(
    'noControl',
    `${actor} acts here, but ${holder} has control. Hand control over first: a user role traps into the kernel; the kernel resumes or upcalls a role; a policy or a message moves the call.`,
  );
export const hopOutside = (): Message =>
  error(
    'hopOutside',
    '"next hop" is the rest of a chain, and stands only inside "each hop". Put it into the block of an "each hop".',
  );
export const hopInside = (): Message =>
  error(
    'hopInside',
    'This "each hop" stands inside another one: between two neighbours there is no chain. Use "next hop" for the rest of the chain.',
  );
export const kernelTrap = (): Message =>
  error('kernelTrap', 'The kernel cannot trap: it is in the kernel already. Remove this step.');
export const branchesDisagree = (first: string, second: string): Message =>
  error(
    'branchesDisagree',
    `One way through this condition leaves control with ${first}, the other with ${second}. Let both end in the same place.`,
  );
export const neverReached = (): Message =>
  error(
    'neverReached',
    'The path never gets here: the step before ends the call or hands it to another mechanism. Remove this step, or move it up.',
  );
export const wrongEnd = (section: string, expected: string, found: string): Message =>
  error(
    'wrongEnd',
    `After "${section}" control must be with ${expected}, but it is with ${found}. Add the steps that bring it back.`,
  );
export const neverRefused = (mechanism: string): Message =>
  warning(
    'neverRefused',
    `No call of ${mechanism} comes here: it never leaves its machine, so that every call ends where its client is. Remove "on refused", or add "needs otherMachine".`,
  );
export const exceptionsIncomplete = (mechanism: string, lacking: readonly string[]): Message =>
  warning(
    'exceptionsIncomplete',
    `${mechanism} carries no exceptions: it lacks ${lacking.map((event) => `"on ${event}"`).join(' and ')}. Without all three a raise ends the call. Add what is lacking, or remove this.`,
  );
export const refusalUntold = (mechanism: string): Message =>
  warning(
    'refusalUntold',
    `A call that ends here is on another machine than its client, and no packet tells the client: the call changes machines at once. Add "on refused { … }" to ${mechanism}, with the steps that lead back to the client.`,
  );
export const noAccess = (actor: string, place: string, where: readonly string[], loaded: string | undefined): Message =>
  error(
    'noAccess',
    `${actor} cannot reach ${place}: it lies in ${listed(where)}${loaded === undefined ? '' : `, and ${loaded} is loaded`}. Map it first, declare it "in ${actor}", or let another role do it.`,
  );
export const leak = (verb: 'take' | 'lock', store: string): Message =>
  warning(
    'leak',
    verb === 'take'
      ? `On some way ${store} is taken and never given back: the pool runs dry. Add "give ${store}" to every way, or attach it.`
      : `On some way ${store} is locked and never unlocked: the next call waits for ever. Add "unlock ${store}" to every way.`,
  );
export const roleCount = (part: string, expected: number, found: number): Message =>
  error('roleCount', `Part ${part} takes ${plural(expected, 'role')}, but gets ${found}.`);
export const operationArguments = (operation: string, expected: number, found: number): Message =>
  error('operationArguments', `Operation ${operation} takes ${plural(expected, 'argument')}, but gets ${found}.`);
export const unusedOption = (name: string): Message =>
  unused('unusedOption', `Nothing reads option ${name}. Use it in a condition, or remove it.`);
export const unusedPlace = (name: string): Message =>
  unused('unusedPlace', `No step uses ${name}. Use it, or remove it.`);
export const unusedPart = (name: string): Message =>
  unused('unusedPart', `Nothing uses part ${name}. Add "use ${name}(…)", or remove it.`);
