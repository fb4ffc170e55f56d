import { AstUtils } from 'langium';
import {
  type Binding,
  isBinding,
  isCompare,
  isConstant,
  isPrice,
  isProfile,
  isVariant,
  type Machine,
  type Profile,
} from '../generated/ast.ts';
import { callGraph, unitsOf } from '../validation/workload.ts';
import { type FixContext, type FixMaker, fix, type QuickFix, textFact } from './context.ts';
import { insertAfter, insertDeclaration, insertMember, replaceText } from './edits.ts';

/** The missing prices, as lines to fill in: in the profile if it is the user's own, else in a new one that extends it. */
export const addPrices: FixMaker = (context) => {
  const machine = machineOf(context);
  const profile = machine?.profile.ref;
  const steps = context.facts['steps'];
  if (!machine || !profile || !Array.isArray(steps)) return [];
  const lines = steps.map((words: string) => `${words} = 0us  assumed "to be measured"`);
  const group = `in ${textFact(context, 'mechanism')} { ${lines.join('  ')} }`;
  if (context.isOwn(AstUtils.getDocument(profile)))
    return fix(context, `Add the prices to profile ${profile.name}`, insertMember(profile, group), true);
  return ownProfile(context, machine, profile, group);
};

function ownProfile(context: FixContext, machine: Machine, profile: Profile, group: string): QuickFix[] {
  const name = `my${profile.name.slice(0, 1).toUpperCase()}${profile.name.slice(1)}`;
  const text = `profile ${name} extends ${profile.name} {\n  ${group}\n}`;
  return fix(context, `Add the prices in a profile ${name} of ${machine.name}`, [
    ...insertDeclaration(machine, text, 'before'),
    ...replaceText({ node: machine, property: 'profile' }, name),
  ]);
}

/** The machine whose profile prices the binding, or the bindings of a comparison. */
function machineOf({ node, facts, subject }: FixContext): Machine | undefined {
  const bindings: readonly (Binding | undefined)[] = isBinding(node)
    ? [node]
    : isVariant(node) && isCompare(node.$container)
      ? unitsOf(node.$container.$container, callGraph()).flatMap((unit) => unit.uses.map((use) => use.binding))
      : subject.all('Binding');
  const machines = bindings.flatMap((binding) => binding?.domains[0]?.ref?.machine.ref ?? []);
  return machines.find((machine) => machine.name === facts['machine']);
}

/** `assumed` is always true; who knows better says so. */
export const sayAssumed: FixMaker = (context) => {
  const { node } = context;
  if (!isPrice(node) && !isConstant(node)) return [];
  return fix(context, 'Say that it is assumed', insertAfter({ node, property: 'value' }, ' assumed "source"'), true);
};

const CONSTANTS: Readonly<Record<string, string>> = {
  page: 'constant page = 4KB  assumed "to be measured"',
  clock: 'constant clock = 100MHz  assumed "to be measured"',
};

/** The page or the clock that a price needs. */
export const addConstant: FixMaker = (context) => {
  const profile = AstUtils.getContainerOfType(context.node, isProfile);
  const text = CONSTANTS[textFact(context, 'constant')];
  return profile && text ? fix(context, `Add ${text.split('  ')[0]}`, insertMember(profile, text), true) : [];
};
