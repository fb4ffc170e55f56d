/** How the calls of a mechanism may end: by what its steps say, and by what follows from them without a word. */
import { type AstNode, AstUtils } from 'langium';
import { written } from './compile/source.ts';
import {
  type EmptyOf,
  isBlock,
  isHandler,
  isMapping,
  isRaise,
  isRun,
  isValidate,
  type MostOf,
  type Outcome,
  type StoreProperty,
  type Validate,
} from './generated/ast.ts';
import type { EffectiveMechanism, StoreNode } from './model/mechanism.ts';

/** How a call may end besides success. */
export interface EndingText {
  readonly outcome: string;
  /** What the caller knows: the procedure ran never, once, or once or not at all. */
  readonly ran: Outcome['ran'];
  /** What brings it about, each said once. */
  readonly when: readonly string[];
}

interface Ending {
  readonly outcome: Pick<Outcome, 'name' | 'ran'> | undefined;
  readonly when: string;
}

/** Outcomes that steps and stores have without naming them. */
const BIND_FAILED = { name: 'bindFailed', ran: 'never' } as const;
const REVOKED = { name: 'revoked', ran: 'never' } as const;
const BAD_PLACE = { name: 'badPlace', ran: 'never' } as const;
const EXHAUSTED = { name: 'exhausted', ran: 'never' } as const;
const PROTECTION_FAULT = { name: 'protectionFault', ran: 'maybe' } as const;

/** Each outcome once, with all that brings it about. */
export function endingsOf(mechanism: EffectiveMechanism): readonly EndingText[] {
  const { chain, limits, stores } = mechanism;
  const found: Ending[] = [
    ...limits.map((limit) => ({ outcome: limit.outcome.ref, when: `not \`${written(limit.condition)}\`` })),
    ...boundTo(mechanism),
    ...[...stores.values()].flatMap(endingsOfStore),
    ...chain.flatMap((each) => [...AstUtils.streamAllContents(each)].flatMap(endingsAt)),
  ];
  const byName = new Map<string, { readonly ran: Outcome['ran']; readonly when: Set<string> }>();
  for (const { outcome, when } of found) {
    if (outcome === undefined) continue;
    const known = byName.get(outcome.name) ?? { ran: outcome.ran, when: new Set() };
    byName.set(outcome.name, known);
    known.when.add(when);
  }
  return [...byName].map(([outcome, { ran, when }]) => ({ outcome, ran, when: [...when] }));
}

/** A binding act that finds no server. */
function boundTo({ sections }: EffectiveMechanism): readonly Ending[] {
  const isEmpty = (sections.bind?.steps ?? []).length === 0;
  return isEmpty ? [] : [{ outcome: BIND_FAILED, when: 'the server has ended before the first call binds to it' }];
}

function endingsOfStore(store: StoreNode): readonly Ending[] {
  const properties: readonly StoreProperty[] = store.properties;
  return properties.flatMap((property) => {
    if (property.$type === 'EmptyOf') return endingsWhenEmpty(store.name, property);
    return property.$type === 'MostOf' ? endingsAtMost(store.name, property) : [];
  });
}

function endingsWhenEmpty(pool: string, { how }: EmptyOf): readonly Ending[] {
  const choices = how.ref?.$type === 'Option' ? how.ref.choices.map(({ name }) => name) : [how.$refText];
  if (!choices.includes('fail')) return [];
  const by = how.ref?.$type === 'Option' ? `, with \`${how.$refText} = fail\`` : '';
  return [{ outcome: EXHAUSTED, when: `\`take ${pool}\` finds none${by}` }];
}

function endingsAtMost(pool: string, { outcome }: MostOf): readonly Ending[] {
  const excess = outcome.ref;
  return excess?.$type === 'Outcome'
    ? [{ outcome: excess, when: `\`take ${pool}\` finds none, and there may be no more` }]
    : [];
}

function endingsAt(node: AstNode): readonly Ending[] {
  if (isValidate(node)) return checksOf(node);
  if (isRun(node) && node.outcome !== undefined)
    return [{ outcome: node.outcome.ref, when: `\`${withoutElse(node)}\` says no` }];
  if (isBlock(node) && node.outcome !== undefined)
    return [{ outcome: node.outcome.ref, when: `the time of \`${withoutElse(node)}\` is over` }];
  if (isMapping(node) && node.readonly)
    return [{ outcome: PROTECTION_FAULT, when: `who has it by \`${written(node)}\` writes` }];
  return isRaise(node) ? [{ outcome: node.outcome.ref, when: eventOf(node) }] : [];
}

/** Checks that find out that the server has ended. */
const OF_BINDING: ReadonlySet<string> = new Set(['binding', 'descriptor']);

/** Each thing that is checked has an outcome of its own, unless the step names one for all. */
function checksOf(node: Validate): readonly Ending[] {
  return node.things.flatMap(({ $refText, ref }) => {
    const own = ref?.$type === 'Check' ? ref.outcome.ref : ref === undefined ? undefined : BAD_PLACE;
    const failed = { outcome: node.outcome?.ref ?? own, when: `\`validate ${$refText}\` fails` };
    if (!OF_BINDING.has($refText)) return [failed];
    return [failed, { outcome: REVOKED, when: `\`validate ${$refText}\` finds that the server has ended` }];
  });
}

function eventOf(node: AstNode): string {
  const handler = AstUtils.getContainerOfType(node, isHandler);
  return handler === undefined ? `\`${written(node)}\`` : `\`on ${handler.event.$refText}\``;
}

function withoutElse(node: AstNode): string {
  return written(node).replace(/ else .*$/, '');
}
