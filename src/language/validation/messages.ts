/**
 * Every diagnostic that a person can see, one function each: what is wrong, where, and what to do. The name of the function
 * is the code after `ipc/`. docs/diagnostics.md explains each code; a test holds both lists equal.
 */
import { formatCount } from '../../base/format.ts';
import type { Message, Severity } from './report.ts';

const message = (severity: Severity, name: string, text: string, unnecessary = false): Message => ({
  code: `ipc/${name}`,
  severity,
  text,
  unnecessary,
});
const error = (name: string, text: string): Message => message('error', name, text);
const warning = (name: string, text: string): Message => message('warning', name, text);
const info = (name: string, text: string): Message => message('info', name, text);
const unused = (name: string, text: string): Message => message('hint', name, text, true);

const meant = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
/** More names than anybody reads say nothing. */
const among = (known: readonly string[]): string =>
  known.length === 0 || known.length > 24 ? '' : ` Known here: ${known.join(', ')}.`;
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const listed = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '));

// ---- text and names ----

export const syntax = (text: string): Message => error('syntax', text);
export const fileTooLarge = (megabytes: string): Message =>
  error(
    'fileTooLarge',
    `This file has ${megabytes} MB; files of more than 2 MB are not read. Split it, and import the parts.`,
  );
export const tooDeep = (nesting: number, operators: number): Message =>
  error(
    'tooDeep',
    `This goes too deep: at most ${nesting} braces and parentheses inside each other, and ${operators} operators in one expression. Take parts out. Until then the file is not read.`,
  );
export const bidi = (character: string): Message =>
  error('bidi', `The invisible character ${character} changes the order in which this line is shown. Remove it.`);
export const badCharacter = (character: string): Message =>
  error(
    'badCharacter',
    character === 'U+FFFD'
      ? 'Here are bytes that are not UTF-8, or the character U+FFFD. Save the file as UTF-8 and type the character again.'
      : `The invisible character ${character} does not belong into a text. Remove it.`,
  );
export const unknownName = (
  kind: string,
  name: string,
  known: readonly string[],
  suggestion: string | undefined,
): Message =>
  error(
    'unknownName',
    `No ${kind} is named "${name}" here.${meant(suggestion) || ` Declare it, or import the file that does.${among(known)}`}`,
  );
export const unknownProcedure = (
  name: string,
  interfaceName: string,
  has: readonly string[],
  suggestion: string | undefined,
): Message =>
  error(
    'unknownProcedure',
    `Interface ${interfaceName} has no procedure "${name}"; it has ${listed(has)}.${meant(suggestion) || ' Declare it there, or call another one.'}`,
  );
export const unknownLabel = (name: string, mechanism: string, suggestion: string | undefined): Message =>
  error(
    'unknownLabel',
    `No step of ${mechanism} is labelled "${name}".${meant(suggestion) || ` Name a step that ends in "as ${name}".`}`,
  );
export const unknownOption = (
  name: string,
  owner: string,
  has: readonly string[],
  suggestion: string | undefined,
): Message => error('unknownOption', `${owner} has no option "${name}"; it has ${listed(has)}.${meant(suggestion)}`);
export const unknownAnnotation = (name: string, suggestion: string | undefined): Message =>
  error(
    'unknownAnnotation',
    `"@${name}" is not an annotation.${meant(suggestion)} There are @title, @note, @seed, @expect, @published, @compare and @sweep.`,
  );
export const annotationArgument = (name: string, expected: string): Message =>
  error('annotationArgument', `@${name} takes ${expected}.`);
export const importNotFound = (path: string): Message =>
  error('importNotFound', `No file "${path}" is next to this one. Correct the path; it is relative to this file.`);
/** A file that is assumed supplies nothing. */
export const nothingAssumed = (path: string): Message =>
  error(
    'nothingAssumed',
    `"${path}" has no profile, or does not parse, so it supplies no price. Name a file with "profile … extends … { … }".`,
  );
export const importCycle = (path: string): Message =>
  error('importCycle', `"${path}" imports this file again. Move what both need to a third file, and import that one.`);
export const duplicateName = (kind: string, name: string): Message =>
  error('duplicateName', `${kind} "${name}" is declared twice. Rename or remove one.`);
export const duplicateLabel = (name: string): Message =>
  error(
    'duplicateLabel',
    `Two steps of this mechanism are labelled "${name}". Labels align comparisons and carry edits: rename one.`,
  );
export const circularDefinition = (kind: string, chain: readonly string[]): Message =>
  error('circularDefinition', `${kind} ${chain.join(' -> ')} is defined by itself. Break the circle.`);
export const tooManyProblems = (limit: number): Message =>
  info('tooManyProblems', `Only the first ${limit} problems of this file are shown. Correct some to see the rest.`);

// ---- numbers ----

export const notPositive = (what: string): Message => error('notPositive', `${what} must be more than 0.`);
export const negative = (what: string): Message => error('negative', `${what} must not be negative.`);
export const notWhole = (what: string): Message => error('notWhole', `${what} must be a whole number.`);
export const tooMany = (what: string, limit: number): Message =>
  error('tooMany', `${what} must not be above ${formatCount(limit)}.`);
export const shareRange = (): Message => error('shareRange', 'A share lies between 0% and 100%.');
export const emptyRange = (): Message =>
  error('emptyRange', 'The lower end must not be above the upper one: swap them.');
export const dimension = (what: string, expected: string, found: string): Message =>
  error('dimension', `${what} must be ${expected}, but this is ${found}.`);
export const mixedDimensions = (operator: string, left: string, right: string): Message =>
  error('mixedDimensions', `"${operator}" cannot join ${left} and ${right}: bring both to the same unit.`);
export const functionArguments = (name: string, expected: number, found: number): Message =>
  error('functionArguments', `${name} takes ${plural(expected, 'argument')}, but gets ${found}.`);

// ---- bindings ----

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

// ---- calls and bodies ----

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

// ---- expectations ----

export const measureCall = (measure: string): Message =>
  error('measureCall', `${measure}(…) measures a call: name binding and procedure, as in ${measure}(files.Read).`);
export const measureStep = (measure: string): Message =>
  error(
    'measureStep',
    `${measure}(…) measures steps: name them in quotes by label, kind or text, as in ${measure}(files.Read, "trap").`,
  );
export const unknownFact = (id: string, suggestion: string | undefined): Message =>
  error('unknownFact', `No published fact has the id "${id}".${meant(suggestion) || ' Ctrl+Space lists them.'}`);
export const unknownCalibration = (id: string, suggestion: string | undefined): Message =>
  warning(
    'unknownCalibration',
    `No published fact has the id "${id}": nobody can see what calibrates this price.${meant(suggestion)}`,
  );
export const factWithoutNumber = (id: string, value: string): Message =>
  error(
    'factWithoutNumber',
    `What ${id} says, "${value}", is no number that a run could be held against. State it in a @note.`,
  );
export const factDimension = (id: string, unit: string, found: string): Message =>
  error('factDimension', `${id} is published in ${unit}, but this is ${found}. Convert it.`);
export const unverifiedFact = (id: string): Message =>
  message(
    'hint',
    'unverifiedFact',
    `${id} was never checked against the paper: what comes out is marked "not verified against the paper".`,
  );
export const notCompared = (mechanism: string): Message =>
  error('notCompared', `No variant of this scenario runs ${mechanism}. Add it to @compare, or name one that is there.`);
export const unknownMeasure = (target: string, kind: string, has: readonly string[]): Message =>
  error(
    'unknownMeasure',
    `${kind} ${target} is measured by ${listed(has)}. Name one of them, as in ${target}.${has[0]}.`,
  );

// ---- sweeps ----

export const sweepTwice = (): Message =>
  error(
    'sweepTwice',
    'A scenario has one @sweep, and this is another. Sweep the second parameter in its own scenario.',
  );
export const sweepStep = (advice: string): Message =>
  error('sweepStep', `The values of this sweep cannot be counted out. ${advice}`);
export const sweepValue = (): Message =>
  error('sweepValue', 'A value of a sweep must be known before the run. Write a number, or a parameter that has one.');
export const sweepTooLong = (runs: number, limit: number): Message =>
  error(
    'sweepTooLong',
    `This comes to ${runs > limit ? runs : `more than ${limit}`} runs, values times mechanisms, and at most ${limit} are made. Take larger steps, or compare fewer mechanisms.`,
  );

// ---- machines and processors ----

export const tooManyPlaced = (machine: string, placed: number, processors: number): Message =>
  error(
    'tooManyPlaced',
    `${machine} has ${plural(processors, 'processor')}, but ${placed} are placed. Raise "processors" of the machine, or place fewer.`,
  );
export const noProcessor = (domain: string, machine: string, processors: number): Message =>
  error(
    'noProcessor',
    `${domain} can never get a processor: all ${processors} of ${machine} are dedicated to other domains. Remove a "dedicated", or give the machine more processors.`,
  );

// ---- mechanisms ----

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

// ---- profiles ----

export const provenanceMissing = (name: string): Message =>
  warning(
    'provenanceMissing',
    `Where does the value of "${name}" come from? Add measured, derived or assumed, and a source in quotes.`,
  );
export const priceUnmatched = (price: string, scope: string): Message =>
  warning(
    'priceUnmatched',
    `No step of ${scope} is priced by "${price}". Write the price in the words of a step, or remove it.`,
  );
export const constantMissing = (profile: string, constant: string, unit: string): Message =>
  error(
    'constantMissing',
    `A price in ${unit} needs "constant ${constant} = …" in profile ${profile} or one that it extends. Add it.`,
  );
export const duplicatePrice = (price: string): Message =>
  error('duplicatePrice', `"${price}" is priced twice here. Remove one.`);

// ---- what this version leaves out ----

export const faultNeedsCall = (fault: string): Message =>
  error('faultNeedsCall', `"${fault}" happens to a call. Write "at call 1 of binding ${fault} …".`);
export const faultNeedsTime = (fault: string, trigger: string): Message =>
  error(
    'faultNeedsTime',
    trigger === 'packet'
      ? `"${fault}" happens to a packet. Write "at packet 1 ${fault}".`
      : `"${fault}" happens at an instant. Write "at 3ms ${fault} …".`,
  );
export const faultNeedsTarget = (fault: string, wanted: string | null, found: string | null): Message =>
  error(
    'faultNeedsTarget',
    wanted === null
      ? `"${fault}" happens to the call itself. Remove "${found}".`
      : `"${fault}" needs ${wanted}${found === null ? '' : `, and "${found}" is none`}. Name it behind the fault.`,
  );
export const faultWithoutCalls = (binding: string): Message =>
  warning('faultWithoutCalls', `No call goes over ${binding}, so this never happens. Name a binding that is called.`);
export const faultWithoutCheck = (fault: string, mechanism: string): Message =>
  warning(
    'faultWithoutCheck',
    `${mechanism} has no step that "${fault}" could make fail, so this never happens. Use another mechanism, or give the path a "validate".`,
  );
export const faultSpan = (fault: string): Message =>
  error('faultSpan', `"${fault}" happens once and has no length. Remove "for …"; only a link is cut for a time.`);
export const faultNotCut = (link: string): Message =>
  warning(
    'faultNotCut',
    `Nothing has cut ${link} by then, so this never happens. Cut it before, with "at 3ms cut ${link}"; "cut … for 5ms" restores it by itself.`,
  );
export const faultNotSimulated = (fault: string): Message =>
  warning('faultNotSimulated', `This version does not simulate "${fault}": the scenario runs as if it did not happen.`);
