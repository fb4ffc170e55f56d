import { AstUtils } from 'langium';
import { VERB_OF } from '../compile/classify.ts';
import type { Action, Operation, Profile, Slot, Verb } from '../generated/ast.ts';
import { checkedAlone, findAssumedPrice, findPrice, MUST_BE_PRICED, type PriceKey } from '../model/prices.ts';
import { lineage } from '../scope/members.ts';
import type { Carriage } from './facts.ts';
import { parsedWell } from './knowledge.ts';
import type { Reached, ReachedAction } from './reach.ts';

/** What a step handles, as profiles name it: the work, or the place. */
export function objectOf(verb: Verb): string | null {
  switch (verb.$type) {
    case 'Run':
      return verb.work;
    case 'Copy':
    case 'Pass':
      return verb.from?.$refText ?? null;
    case 'Attach':
      return verb.what?.$refText ?? null;
    case 'Take':
    case 'Give':
      return verb.pool?.$refText ?? null;
    case 'Acquire':
    case 'Release':
      return verb.lock?.$refText ?? null;
    case 'Validate':
      return checkedAlone(verb);
    default:
      return 'place' in verb ? (verb.place?.$refText ?? null) : null;
  }
}

/** Prices that must be there and are not. */
export interface MissingPrices {
  readonly profile: Profile;
  /** How a profile writes them, each once. */
  readonly words: readonly string[];
  readonly steps: readonly ReachedAction[];
}

/** What the profile of a carriage leaves out of what its calls come to; null if nothing. */
export function missingPrices(carriage: Carriage, reached: Reached): MissingPrices | null {
  const profile = profileOf(carriage);
  if (!profile) return null;
  const steps = unpriced(carriage, stepsThatCount(carriage, reached), profile);
  const works = unpricedWorks(carriage, reached, profile);
  const words = [...new Set([...steps.map(priceWords), ...works.map(({ work }) => workWords(work))])];
  return words.length === 0 ? null : { profile, words, steps: [...steps, ...works.map(({ step }) => step)] };
}

/** The path, what exceptions come to, and what faults come to in a file that has some. */
function stepsThatCount({ disturbed }: Carriage, { actions, handled }: Reached): readonly ReachedAction[] {
  return [...actions, ...handled.exceptions, ...(disturbed ? handled.disturbances : [])];
}

interface UnpricedWork {
  readonly work: string;
  readonly step: ReachedAction;
}

/** Work that policies emit, each for the roles in whose steps they are asked. */
function unpricedWorks(carriage: Carriage, reached: Reached, profile: Profile): UnpricedWork[] {
  return stepsThatCount(carriage, reached).flatMap((step) => {
    const verb = step.action.do;
    if (verb.$type !== 'Invoke') return [];
    const policies = policiesBeside(verb.slot.ref);
    return emittedBy(verb.operation?.ref).flatMap((work) => {
      const key = { ...wordsOfWork(work), scopes: [...step.scopes, ...policies], role: step.role };
      return hasPrice(profile, key, carriage) ? [] : [{ work, step }];
    });
  });
}

/** The policies of the mechanism that has the slot: each may be priced in the scope of another. */
function policiesBeside(slot: Slot | undefined): string[] {
  const members = slot?.$container.members ?? [];
  return members.flatMap((member) => (member.$type === 'Slot' ? (member.policy?.ref?.name ?? []) : []));
}

function emittedBy(operation: Operation | undefined): string[] {
  return operation?.work.map(({ name }) => name) ?? [];
}

/** `interrupt` goes by the verb, all other work by `run` and its name. */
function wordsOfWork(work: string): Pick<PriceKey, 'verb' | 'object'> {
  return work === 'interrupt' ? { verb: work, object: null } : { verb: 'run', object: work };
}

function workWords(work: string): string {
  const { verb, object } = wordsOfWork(work);
  return object === null ? verb : `${verb} ${object}`;
}

function hasPrice(profile: Profile, key: PriceKey, { assumed }: Carriage): boolean {
  return findPrice(profile, key) !== null || findAssumedPrice(profile, key, assumed) !== null;
}

/** The profile that prices calls over a carriage: that of the client's machine. */
function profileOf(carriage: Carriage): Profile | undefined {
  const profile = carriage.domains[0]?.machine?.ref?.profile?.ref;
  const chain = lineage(profile);
  return chain.every((owner) => parsedWell(AstUtils.getDocument(owner))) ? profile : undefined;
}

/** The steps that calls come to, that must have a price, and for which the profile has none and nobody assumes one. */
function unpriced(carriage: Carriage, steps: readonly ReachedAction[], profile: Profile): ReachedAction[] {
  return steps.filter(({ action, role, scopes }) => {
    if (!mustBePriced(action)) return false;
    return !hasPrice(profile, { scopes, role, verb: VERB_OF[action.do.$type], object: objectOf(action.do) }, carriage);
  });
}

function mustBePriced({ do: verb }: Action): boolean {
  if (verb.$type === 'Run') return verb.work !== 'procedure';
  return verb.$type !== 'Invoke' && MUST_BE_PRICED.has(VERB_OF[verb.$type]);
}

/** How a step is written in a profile: `client: run stub`, `trap`. */
function priceWords({ action, role }: ReachedAction): string {
  const verb = VERB_OF[action.do.$type];
  const object = objectOf(action.do);
  return action.do.$type === 'Run' ? `${role}: run ${object}` : verb;
}
