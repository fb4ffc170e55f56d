import { AstUtils } from 'langium';
import { VERB_OF } from '../compile/classify.ts';
import type { Action, Profile, Verb } from '../generated/ast.ts';
import { checkedAlone, findAssumedPrice, findPrice, MUST_BE_PRICED } from '../model/prices.ts';
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
  const steps = profile ? unpriced(carriage, reached, profile) : [];
  return profile && steps.length > 0 ? { profile, words: [...new Set(steps.map(priceWords))], steps } : null;
}

/** The profile that prices calls over a carriage: that of the client's machine. */
function profileOf(carriage: Carriage): Profile | undefined {
  const profile = carriage.domains[0]?.machine?.ref?.profile?.ref;
  const chain = lineage(profile);
  return chain.every((owner) => parsedWell(AstUtils.getDocument(owner))) ? profile : undefined;
}

/** The steps that calls come to, that must have a price, and for which the profile has none and nobody assumes one. */
function unpriced({ assumed }: Carriage, { actions }: Reached, profile: Profile): ReachedAction[] {
  return actions.filter(({ action, role, scopes }) => {
    if (!mustBePriced(action)) return false;
    const key = { scopes, role, verb: VERB_OF[action.do.$type], object: objectOf(action.do) };
    return findPrice(profile, key) === null && findAssumedPrice(profile, key, assumed) === null;
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
