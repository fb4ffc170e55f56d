import { type AstNode, AstUtils } from 'langium';
import {
  isBinary,
  isCall,
  isDomain,
  isExpression,
  isMachine,
  isModel,
  isPlacement,
  isProcessors,
  isReference,
  isScenario,
  isThread,
  type Machine,
  type Scenario,
} from '../generated/ast.ts';
import { knownSignature, showBytes } from '../validation/values.ts';
import { type FixMaker, fix, numberFact, textFact } from './context.ts';
import { insertAfter, insertDeclaration, insertMember, remove, replaceText, type TextChange } from './edits.ts';

/** The name that was probably meant. */
export const useSuggestion: FixMaker = (context) => {
  const suggestion = textFact(context, 'suggestion');
  const property = textFact(context, 'property');
  if (suggestion === '' || property === '') return [];
  const index = numberFact(context, 'index');
  const where = { node: context.node, property, ...(index === undefined ? {} : { index }) };
  return fix(context, `Change to ${suggestion}`, replaceText(where, suggestion), true);
};

/** What is marked goes. */
export const removeMarked: FixMaker = (context) => fix(context, 'Remove it', remove(context.node), true);

/** The smallest number that makes sense. */
export const useOne: FixMaker = (context) => {
  const unit = /[a-zA-Zµ%].*$/.exec(context.node.$cstNode?.text ?? '')?.[0] ?? '';
  const isLiteral = /^-?[\d._]+\s*\S*$/.test(context.node.$cstNode?.text ?? '');
  return isLiteral ? fix(context, `Use 1${unit}`, replaceText({ node: context.node }, `1${unit}`), true) : [];
};

/** The two ends of a range change places. */
export const swapEnds: FixMaker = (context) => {
  const owner = context.node.$container;
  const upper = owner && ('high' in owner ? owner.high : 'to' in owner ? owner.to : undefined);
  if (!isNode(upper)) return [];
  const [low, high] = [context.node.$cstNode?.text, upper.$cstNode?.text];
  if (low === undefined || high === undefined) return [];
  return fix(
    context,
    'Swap the ends',
    [...replaceText({ node: context.node }, high), ...replaceText({ node: upper }, low)],
    true,
  );
};

function isNode(value: unknown): value is AstNode {
  return isExpression(value) || isBinary(value) || (typeof value === 'object' && value !== null && '$type' in value);
}

/** As many arguments as the interface declares: missing ones with their declared sizes, and nothing beyond. */
export const completeArguments: FixMaker = (context) => {
  const call = context.node;
  const procedure = isCall(call) ? call.procedure.ref : undefined;
  const signature = procedure && knownSignature(procedure);
  const last = isCall(call) ? call.arguments.at(-1) : undefined;
  if (!isCall(call) || !signature || !last) return [];
  const expected = signature.parameters.length;
  const given = call.arguments.length;
  if (given < expected) {
    const missing = signature.parameters.slice(given).map(({ scalar, bytes }) => (scalar ? '0' : showBytes(bytes)));
    return fix(context, 'Add the missing arguments', insertAfter({ node: last }, `, ${missing.join(', ')}`), true);
  }
  const kept = call.arguments.slice(0, expected).map((argument) => argument.$cstNode?.text ?? '');
  const [from, to] = [call.arguments[0]?.$cstNode?.offset, last.$cstNode?.end];
  if (from === undefined || to === undefined) return [];
  const text = kept.join(', ');
  const change: TextChange = { document: context.document, offset: from, end: to, text };
  return fix(context, 'Remove the surplus arguments', [expected === 0 ? withParentheses(change) : change], true);
};

function withParentheses(change: TextChange): TextChange {
  const content = change.document.textDocument.getText();
  return { ...change, offset: content.lastIndexOf('(', change.offset), end: content.indexOf(')', change.end) + 1 };
}

/** The argument as large as its parameter allows. */
export const useLargest: FixMaker = (context) => {
  const most = textFact(context, 'declared');
  return most === '' ? [] : fix(context, `Use ${most}`, replaceText({ node: context.node }, most), true);
};

/** More processors for the machine. */
export const addProcessors: FixMaker = (context) => {
  const { node } = context;
  const count = numberFact(context, 'count');
  const machine = machineOf(node, textFact(context, 'machine'));
  if (!machine || count === undefined) return [];
  const changes = machine.processors
    ? replaceText({ node: machine, property: 'processors' }, String(count))
    : insertAfter({ node: machine, property: 'profile' }, ` processors ${count}`);
  return fix(context, `Give ${machine.name} ${count} processors`, changes);
};

function machineOf(node: AstNode, name: string): Machine | undefined {
  const item = isPlacement(node) ? node.$container : node;
  const domains = isProcessors(item)
    ? item.places.map((place) => place.domain.ref)
    : isThread(item)
      ? [item.domain.ref]
      : [];
  const machines = domains.map((domain) => domain?.machine.ref).filter(isMachine);
  return machines.find((machine) => machine.name === name);
}

/** More threads for the domain whose threads all wait. */
export const addThreads: FixMaker = (context) => {
  const count = numberFact(context, 'threads');
  const name = textFact(context, 'domain');
  const domain = AstUtils.getContainerOfType(context.node, isDomain);
  if (count === undefined || domain?.name !== name) return [];
  const known = domain.members.find((member) => member.$type === 'Threads');
  const changes = known
    ? replaceText({ node: known, property: 'count' }, String(count))
    : insertMember(domain, `threads ${count}`);
  return fix(context, `Give ${name} ${count} threads`, changes);
};

/** The mechanism joins the comparison. */
export const compareToo: FixMaker = (context) => {
  const { node } = context;
  const scenario: Scenario | undefined = AstUtils.getContainerOfType(node, isScenario);
  const compare = scenario?.annotations.find((annotation) => annotation.$type === 'Compare');
  const last = compare?.$type === 'Compare' ? compare.mechanisms.at(-1) : undefined;
  if (!isReference(node) || !last) return [];
  return fix(
    context,
    `Add ${node.target.$refText} to @compare`,
    insertAfter({ node: last }, `, ${node.target.$refText}`),
    true,
  );
};

/** A link between the two machines, with numbers to correct. */
export const createLink: FixMaker = (context) => {
  const [from, to] = [textFact(context, 'from'), textFact(context, 'to')];
  const model = context.document.parseResult.value;
  const machines = isModel(model) ? model.elements.filter(isMachine) : [];
  const last = machines.at(-1);
  if (!last || from === '' || to === '') return [];
  return fix(
    context,
    `Link ${from} and ${to}`,
    insertDeclaration(last, `link network between ${from}, ${to} rate 10Mb/s delay 10us`, 'after'),
  );
};
