import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { VERB_OF } from '../compile/classify.ts';
import {
  type Action,
  type Constant,
  isAction,
  isConstant,
  isModel,
  isRoleName,
  type Mechanism,
  type Policy,
  type Price,
  type PriceGroup,
  type Profile,
  type Unary,
  type Verb,
} from '../generated/ast.ts';
import { findConstant } from '../model/prices.ts';
import { lineage } from '../scope/members.ts';
import { type KindCache, kindOf } from './kinds.ts';
import { parsedWell } from './knowledge.ts';
import { constantMissing, duplicatePrice, priceUnmatched, provenanceMissing } from './messages/profiles.ts';
import { objectOf } from './prices.ts';
import type { Subject } from './subject.ts';

/** Cost profiles: every number says where it comes from, and every price is the price of something. */
export function checkProfiles(subject: Subject): void {
  if (!parsedWell(subject.document)) return;
  for (const entry of [...subject.all('Constant'), ...subject.all('Price')]) checkProvenance(subject, entry);
  const steps = knownSteps(subject);
  const cache: KindCache = { known: new Map(), depth: 0 };
  for (const profile of subject.all('Profile')) {
    const groups = profile.entries.filter((entry) => entry.$type === 'PriceGroup');
    const bare = profile.entries.filter((entry) => entry.$type === 'Price');
    checkTwins(subject, bare);
    for (const group of groups) checkTwins(subject, group.prices);
    for (const group of groups) checkGroup(subject, group, steps);
    for (const price of bare) if (!steps.anywhere(price)) report(subject, price, 'any mechanism');
    for (const price of [...bare, ...groups.flatMap((group) => group.prices)])
      checkConstants(subject, profile, price.value, cache);
  }
}

function checkProvenance({ report: say }: Subject, entry: Constant | Price): void {
  if (entry.provenance !== undefined) return;
  const name = isConstant(entry) ? entry.name : wordsOf(entry);
  say(provenanceMissing(name), isConstant(entry) ? { node: entry, property: 'name' } : { node: entry });
}

function wordsOf(price: Price): string {
  const role = price.role ? `${price.role.$refText}: ` : '';
  return `${role}${price.kind}${price.object ? ` ${price.object}` : ''}`;
}

function report({ report: say }: Subject, price: Price, scope: string): void {
  say(priceUnmatched(wordsOf(price), scope), { node: price });
}

function checkTwins({ report: say }: Subject, prices: readonly Price[]): void {
  const first = new Map<string, Price>();
  for (const price of prices) {
    const words = wordsOf(price);
    const earlier = first.get(words);
    if (earlier)
      say(duplicatePrice(words), { node: price }, [{ where: { node: earlier }, text: 'The first one is here.' }]);
    else first.set(words, price);
  }
}

function checkGroup(subject: Subject, group: PriceGroup, steps: KnownSteps): void {
  const scope = group.scope?.ref;
  if (!scope) return;
  for (const price of group.prices) {
    const matches = scope.$type === 'Policy' ? emits(scope, price) : steps.inScope(scope, price);
    if (!matches) report(subject, price, scope.name);
  }
}

function emits(policy: Policy, price: Price): boolean {
  if (price.kind === 'contention' || price.kind === 'refill') return true;
  if (price.kind !== 'run') return false;
  return price.object === undefined || worksOf(policy).includes(price.object);
}

/** All work that a policy does, in its operations and for threads. */
function worksOf(policy: Policy): string[] {
  return policy.members.flatMap((member) => (member.$type === 'Option' ? [] : member.work.map(({ name }) => name)));
}

interface KnownSteps {
  readonly inScope: (mechanism: Mechanism, price: Price) => boolean;
  readonly anywhere: (price: Price) => boolean;
}

/** What steps there are, by the words that a price can have. */
function knownSteps(subject: Subject): KnownSteps {
  const documents = [subject.document, ...subject.imported, ...subject.library];
  const models = documents.map((document: LangiumDocument) => document.parseResult.value).filter(isModel);
  const mechanisms = models.flatMap((model) => model.elements.filter((element) => element.$type === 'Mechanism'));
  const policies = models.flatMap((model) => model.elements.filter((element) => element.$type === 'Policy'));
  const own = new Map<Mechanism, ReadonlySet<string>>();
  const wordsIn = (mechanism: Mechanism): ReadonlySet<string> => {
    const known = own.get(mechanism) ?? wordsOfSteps(mechanism);
    own.set(mechanism, known);
    return known;
  };
  // A price in a mechanism's scope is for its own steps, those that it inherits, and those of what extends it.
  const scopes = new Map<Mechanism, ReadonlySet<string>>();
  const wordsFor = (mechanism: Mechanism): ReadonlySet<string> => {
    const related = [...lineage(mechanism), ...mechanisms.filter((other) => lineage(other).includes(mechanism))];
    const known = scopes.get(mechanism) ?? new Set(related.flatMap((other) => [...wordsIn(other)]));
    scopes.set(mechanism, known);
    return known;
  };
  let all: ReadonlySet<string> | undefined;
  const everywhere = (): ReadonlySet<string> => {
    all ??= new Set(mechanisms.flatMap((mechanism) => [...wordsIn(mechanism)]));
    return all;
  };
  return {
    inScope: (mechanism, price) => wordsFor(mechanism).has(wordsOf(price)),
    anywhere: (price) =>
      (price.role === undefined && price.object === undefined) ||
      everywhere().has(wordsOf(price)) ||
      policies.some((policy) => emits(policy, price)),
  };
}

/** What else is charged with a step of the type. */
const COMPANIONS: { readonly [verb in Verb['$type']]?: readonly string[] } = {
  Copy: ['coherence'],
  Switch: ['refill'],
  Exchange: ['refill'],
  Take: ['lock'],
  Give: ['lock'],
  Enqueue: ['lock'],
  Dequeue: ['lock'],
};

/** Every way to write the price of each step of a mechanism, and of the work of its policies. */
function wordsOfSteps(mechanism: Mechanism): ReadonlySet<string> {
  const words = new Set<string>(['contention']);
  const policies = mechanism.members.flatMap((member) => (member.$type === 'Slot' ? (member.policy?.ref ?? []) : []));
  for (const work of policies.flatMap(worksOf))
    for (const role of ['', 'client: ', 'server: ']) words.add(`${role}run ${work}`);
  for (const step of AstUtils.streamAllContents(mechanism).filter(isAction)) {
    if (!step.do) continue;
    const verbs = [VERB_OF[step.do.$type], ...(COMPANIONS[step.do.$type] ?? [])];
    for (const role of ['', ...rolesOf(step).map((name) => `${name}: `)]) {
      for (const verb of verbs) {
        words.add(`${role}${verb}`);
        const object = objectOf(step.do);
        if (object !== null) words.add(`${role}${verb} ${object}`);
      }
    }
  }
  return words;
}

/** A part's role may stand for any. */
function rolesOf(step: Action): string[] {
  const target: AstNode | undefined = step.role?.ref;
  return isRoleName(target) ? ['client', 'server', 'kernel', 'scheduler', 'originator'] : [step.role?.$refText ?? ''];
}

/** Prices per page and in cycles need to know the page and the clock. */
function checkConstants(subject: Subject, profile: Profile, expression: Unary | undefined, cache: KindCache): void {
  if (expression?.$type === 'Binary' && (expression.operator === '+' || expression.operator === '-')) {
    checkConstants(subject, profile, expression.left, cache);
    checkConstants(subject, profile, expression.right, cache);
    return;
  }
  const kind = kindOf(expression, cache);
  if (kind.kind !== 'number' || !expression) return;
  const { pages, cycles } = kind.dimension;
  const needed = pages !== 0 ? (['page', 'pages'] as const) : cycles !== 0 ? (['clock', 'cycles'] as const) : undefined;
  if (needed && !findConstant(profile, needed[0]))
    subject.report(
      constantMissing(profile.name, needed[0], needed[1]),
      { node: expression },
      [{ where: { node: profile, property: 'name' }, text: `Profile ${profile.name} is here.` }],
      { constant: needed[0] },
    );
}
