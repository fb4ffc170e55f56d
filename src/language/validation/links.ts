import { type AstNode, AstUtils, type Reference, type ReferenceInfo, type ScopeProvider } from 'langium';
import {
  isBinding,
  isBody,
  isCall,
  isEdit,
  isFork,
  isInvoke,
  isJoin,
  isReference,
  isScenario,
  isSetting,
  isSlot,
  isStepRef,
  type Setting,
} from '../generated/ast.ts';
import { foreignJoin, unboundCall } from './messages/calls.ts';
import { unknownLabel, unknownName, unknownOption, unknownProcedure } from './messages/names.ts';
import type { FixFacts, Message, Related } from './report.ts';
import { nearest } from './suggest.ts';

/** What to say about a name that means nothing. */
export interface LinkProblem {
  readonly message: Message;
  readonly related: readonly Related[];
  readonly facts: FixFacts;
}

/** How people call the types that references ask for. */
const KINDS: Readonly<Record<string, string>> = {
  AnyRole: 'role',
  Carrier: 'mechanism',
  Checkable: 'check or place',
  Exhaustion: 'way to treat an empty pool',
  Named: 'value',
  PriceScope: 'mechanism or policy',
  Store: 'place, pool, queue or lock',
  Target: 'domain, thread, outcome or link',
  TypeDecl: 'type',
};

/** Turns an unresolved reference into a problem; nothing where the cause is another unresolved name. */
export function linkProblem(info: ReferenceInfo, expected: string, scopes: ScopeProvider): LinkProblem | undefined {
  if (followsFromAnother(info)) return undefined;
  const name = info.reference.$refText;
  const names = namesInScope(info, scopes);
  const suggestion = nearest(name, names);
  const { message, related = [] } = problemText(info, name, expected, names, suggestion);
  return { message, related, facts: suggestion === undefined ? { name } : { name, suggestion } };
}

interface Text {
  readonly message: Message;
  readonly related?: readonly Related[];
}

function problemText(
  { container, property }: ReferenceInfo,
  name: string,
  expected: string,
  names: readonly string[],
  suggestion: string | undefined,
): Text {
  if (isCall(container) && property === 'binding' && suggestion === undefined) return { message: unboundCall(name) };
  if ((isCall(container) || isBody(container)) && property === 'procedure') {
    const target = isCall(container) ? container.binding?.ref?.interface?.ref : container.$container.interface?.ref;
    const related = target
      ? [{ where: { node: target, property: 'name' }, text: `Interface ${target.name} is here.` }]
      : [];
    return { message: unknownProcedure(name, target?.name ?? '', names, suggestion), related };
  }
  if (isStepRef(container) && property === 'step')
    return { message: unknownLabel(name, container.mechanism?.$refText ?? '', suggestion) };
  if (isEdit(container))
    return { message: unknownLabel(name, container.$container.parent?.$refText ?? 'this mechanism', suggestion) };
  if (isSetting(container)) return { message: unknownOption(name, ownerName(container), names, suggestion) };
  if (isJoin(container)) return joinText(container, name, suggestion);
  return { message: unknownName(KINDS[expected] ?? expected.toLowerCase(), name, names, suggestion) };
}

function joinText(join: AstNode, name: string, suggestion: string | undefined): Text {
  const scenario = AstUtils.getContainerOfType(join, isScenario);
  const fork =
    scenario &&
    AstUtils.streamAllContents(scenario)
      .filter(isFork)
      .find((node) => node.name === name);
  if (!fork) return { message: unknownName('fork', name, [], suggestion) };
  return {
    message: foreignJoin(name),
    related: [{ where: { node: fork, property: 'name' }, text: 'The fork is here.' }],
  };
}

function ownerName(setting: Setting): string {
  const owner = setting.$container;
  return (isSlot(owner) ? owner.policy : owner.mechanism)?.$refText ?? '';
}

/** One cause, one diagnostic: what depends on an unresolved name is not reported again. */
function followsFromAnother({ container, property }: ReferenceInfo): boolean {
  if (isCall(container) && property === 'procedure') return container.binding?.ref?.interface?.ref === undefined;
  if (isBody(container) && property === 'procedure') return container.$container.interface?.ref === undefined;
  if (isStepRef(container) && property === 'step') return container.mechanism?.ref === undefined;
  if (isEdit(container))
    return container.$container.parent !== undefined && container.$container.parent.ref === undefined;
  if (isInvoke(container) && property === 'operation') return container.slot?.ref?.policy?.ref === undefined;
  if (isSetting(container) && property === 'option') {
    const owner = container.$container;
    return (isSlot(owner) ? owner.policy : owner.mechanism)?.ref === undefined;
  }
  if (isReference(container) && property === 'members') {
    const target: Reference['ref'] = container.target?.ref;
    return target === undefined || (isBinding(target) && target.interface?.ref === undefined);
  }
  return isReference(container) && property === 'state' && container.target?.ref === undefined;
}

function namesInScope(info: ReferenceInfo, scopes: ScopeProvider): readonly string[] {
  return scopes
    .getScope(info)
    .getAllElements()
    .map((element) => element.name)
    .distinct()
    .limit(5_000)
    .toArray();
}
