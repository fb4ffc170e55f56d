/** Diagnostics of bindings: who may call whom, over what, and with which options and prices. */
import type { Message } from '../report.ts';
import { error, info, listed, message, warning } from './words.ts';

export const notExported = (server: string, interfaceName: string): Message =>
  error(
    'notExported',
    `${server} does not export ${interfaceName}, so nobody can bind to it. Add "export ${interfaceName}" to domain ${server}, or bind to a domain that exports it.`,
  );
export const notAuthorised = (
  client: string,
  server: string,
  interfaceName: string,
  clients: readonly string[],
): Message =>
  error(
    'notAuthorised',
    `${server} exports ${interfaceName} to ${listed(clients)} only, not to ${client}. Add ${client} to the list after "to".`,
  );
export const ownDomain = (domain: string, mechanism: string): Message =>
  error(
    'ownDomain',
    `${mechanism} carries calls from one domain to another, but both ends are ${domain}. Use local, or bind to another domain.`,
  );
export const needsNotMet = (mechanism: string, need: string, why: string): Message =>
  error('needsNotMet', `${mechanism} needs ${need}, but ${why}. Use another mechanism, or move the domains.`);
export const noChain = (mechanism: string, domains: number): Message =>
  error(
    'noChain',
    `${mechanism} carries calls between two domains, but this binding goes through ${domains}. Use a mechanism that "needs chain", or bind each pair.`,
  );
export const noLink = (from: string, to: string): Message =>
  error('noLink', `No link joins ${from} and ${to}. Add "link … between ${from}, ${to} rate … delay …".`);
export const manyLinks = (from: string, to: string, links: readonly string[]): Message =>
  error(
    'manyLinks',
    `${links.join(', ')} all join ${from} and ${to}, and nothing says over which of them calls go. Leave one.`,
  );
export const remoteBinding = (client: string, server: string, carrier: string): Message =>
  info(
    'remoteBinding',
    `${client} and ${server} are on different machines: every call goes over the network by ${carrier}.`,
  );
export const tooLarge = (
  severity: 'error' | 'warning',
  subject: string,
  mechanism: string,
  what: string,
  size: string,
  limit: string,
): Message =>
  message(
    severity,
    'tooLarge',
    `${subject} can have ${size} of ${what}, but ${mechanism} carries only what satisfies "${limit}". Make it smaller, raise the option, or use a mechanism that fits.`,
  );
export const policyNotAvailable = (mechanism: string, policy: string): Message =>
  error(
    'policyNotAvailable',
    `${mechanism} relies on the policy ${policy}, which this version cannot run. Use a mechanism without it.`,
  );
export const noScheduler = (policy: string): Message =>
  error(
    'noScheduler',
    `The policy ${policy} does not schedule threads. Write userThreads (the domain does it itself) or readyQueue (the kernel does).`,
  );
export const neverUnlocked = (lock: string): Message =>
  warning(
    'neverUnlocked',
    `${lock} is locked and never unlocked here: the next one who locks it waits for ever. Add "unlock ${lock}".`,
  );
export const neverLocked = (lock: string): Message =>
  warning(
    'neverLocked',
    `${lock} is unlocked and never locked here: that lets nothing go. Add "lock ${lock}" before, or leave it out.`,
  );
export const compareUnfit = (mechanism: string, binding: string, why: string): Message =>
  warning(
    'compareUnfit',
    `${mechanism} cannot carry binding ${binding} of this scenario: it does not run. ${why} Or leave it out of @compare.`,
  );
export const duplicateBinding = (name: string, other: string): Message =>
  warning(
    'duplicateBinding',
    `"${name}" binds what "${other}" binds already: same domains, interface, mechanism and options. Remove one.`,
  );
export const unusedBinding = (name: string): Message =>
  message(
    'warning',
    'unusedBinding',
    `No thread and no procedure of this file calls through "${name}". Call it, or remove it.`,
    true,
  );
export const duplicateSetting = (name: string): Message =>
  error('duplicateSetting', `Option ${name} is set twice. Remove one.`);
export const optionKind = (name: string, expected: string, found: string): Message =>
  error('optionKind', `Option ${name} takes ${expected}, but gets ${found}.`);
export const poolEmpty = (pool: string, mechanism: string): Message =>
  error('poolEmpty', `Pool ${pool} of ${mechanism} has no elements, so no call can ever begin. Give it at least 1.`);
export const poolShort = (
  pool: string,
  {
    count,
    most,
    enough,
    empty,
  }: {
    readonly count: number;
    readonly most: number;
    readonly enough: number;
    readonly empty: 'wait' | 'grow' | 'fail';
  },
  then: string,
): Message =>
  message(
    empty === 'fail' ? 'warning' : 'info',
    'poolShort',
    `${most} threads can be in this call at once, but pool ${pool} has ${count}: ${then}. Raise the number to ${enough}, or start fewer threads.`,
  );
export const priceMissing = (
  severity: 'error' | 'warning',
  mechanism: string,
  profile: string,
  steps: readonly string[],
): Message =>
  message(
    severity,
    'priceMissing',
    `Profile ${profile} has no price for ${steps.length === 1 ? 'a step' : `${steps.length} steps`} of ${mechanism}: ${steps.join('; ')}. Add the price to the profile, or use another machine.`,
  );
