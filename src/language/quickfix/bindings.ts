import { AstUtils } from 'langium';
import {
  type Binding,
  type Call,
  type Domain,
  isBinding,
  isCall,
  isDomain,
  isModel,
  isScenario,
  isSetting,
  isVariant,
  type Mechanism,
  type Setting,
  type Variant,
} from '../generated/ast.ts';
import { emptyPools } from '../validation/pools.ts';
import { missingPrices } from '../validation/prices.ts';
import { studies } from '../validation/studies.ts';
import { runsIn } from '../validation/subject.ts';
import { type FixContext, type FixMaker, fix, numberFact, type QuickFix, textFact } from './context.ts';
import {
  insertAfter,
  insertDeclaration,
  insertMember,
  remove,
  removeFromList,
  replaceText,
  type TextChange,
} from './edits.ts';

/** `export I` in the domain that should have it. */
export const createExport: FixMaker = (context) => {
  const server = serverOf(context);
  const name = textFact(context, 'interface');
  return server ? fix(context, `Export ${name} from ${server.name}`, insertMember(server, `export ${name}`), true) : [];
};

/** The client joins the list of those who may bind. */
export const authoriseClient: FixMaker = (context) => {
  const server = serverOf(context);
  const client = textFact(context, 'client');
  const found = server?.members.find(
    (member) => member.$type === 'Export' && member.interface.$refText === textFact(context, 'interface'),
  );
  if (found?.$type !== 'Export') return [];
  const last = { node: found, property: 'clients', index: found.clients.length - 1 };
  return fix(context, `Authorise ${client}`, insertAfter(last, `, ${client}`), true);
};

function serverOf({ node, facts }: FixContext): Domain | undefined {
  return isBinding(node)
    ? node.domains.map(({ ref }) => ref).find((domain) => domain?.name === facts['server'])
    : undefined;
}

/** The option that says how many elements a pool has gets as many as there are callers. */
export const raisePool: FixMaker = (context) => {
  const option = textFact(context, 'option');
  const count = numberFact(context, 'count');
  const owner = isSetting(context.node) ? context.node.$container : context.node;
  if (option === '' || count === undefined || !(isBinding(owner) || isVariant(owner))) return [];
  return fix(context, `Set ${option} to ${count}`, setOption(owner, option, String(count)), true);
};

function setOption(owner: Binding | Variant, option: string, value: string): TextChange[] {
  const known = owner.settings.find((setting) => setting.option.$refText === option);
  if (known) return replaceText({ node: known, property: 'value' }, value);
  const last = owner.settings.at(-1);
  if (last) return insertAfter({ node: last }, `, ${option} = ${value}`);
  return insertAfter({ node: owner, property: 'mechanism' }, `(${option} = ${value})`);
}

/** Mechanisms that people would try first. */
const FAVOURITES = ['lrpc', 'rpc', 'urpc', 'srcRpc', 'lrpcMP'];
const MOST_OFFERED = 3;

/** Another mechanism, which carries what this binding needs and which the profile prices. */
export const useFittingMechanism: FixMaker = (context) => {
  const { node } = context;
  if (isVariant(node)) return leaveOut(context, node);
  const binding = isCall(node) ? node.binding.ref : node;
  if (!isBinding(binding)) return [];
  const rank = (mechanism: Mechanism): number =>
    (FAVOURITES.indexOf(mechanism.name) + FAVOURITES.length + 1) % (FAVOURITES.length + 1);
  const fitting = fittingMechanisms(context, binding).sort((a, b) => rank(a) - rank(b));
  return fitting
    .slice(0, MOST_OFFERED)
    .flatMap((mechanism) => fix(context, `Use ${mechanism.name}`, changeMechanism(binding, mechanism.name)));
};

function fittingMechanisms({ subject }: FixContext, binding: Binding): Mechanism[] {
  const studyOf = studies(subject);
  const models = [subject.document, ...subject.imported, ...subject.library]
    .map((document) => document.parseResult.value)
    .filter(isModel);
  const mechanisms = models.flatMap((model) => model.elements.filter((element) => element.$type === 'Mechanism'));
  return mechanisms.filter((mechanism) => {
    const studied = mechanism === binding.mechanism.ref ? undefined : studyOf(binding, mechanism, []);
    if (!studied || studied.misfits.length > 0) return false;
    return (
      missingPrices(studied.carriage, studied.reached) === null &&
      emptyPools(studied.carriage, studied.kinds).length === 0
    );
  });
}

function changeMechanism(binding: Binding, name: string): TextChange[] {
  const [change] = replaceText({ node: binding, property: 'mechanism' }, name);
  const end = binding.$cstNode?.end;
  return change && end !== undefined ? [{ ...change, end }] : [];
}

/** The server moves to the client's machine. */
export const moveServer: FixMaker = (context) => {
  const { node } = context;
  if (!isBinding(node)) return [];
  const machine = node.domains[0]?.ref?.machine.ref;
  const strangers = new Set(node.domains.flatMap(({ ref }) => (ref && ref.machine.ref !== machine ? [ref] : [])));
  if (!machine) return [];
  const names = [...strangers].map((domain) => domain.name).join(', ');
  const changes = [...strangers].flatMap((domain) => replaceText({ node: domain, property: 'machine' }, machine.name));
  return fix(context, `Move ${names} to ${machine.name}`, changes);
};

/** From the first domain of the chain to the last. */
export const bindDirectly: FixMaker = (context) => {
  const { node } = context;
  if (!isBinding(node)) return [];
  const [first, last] = [node.domains[0]?.$refNode, node.domains.at(-1)?.$refNode];
  if (!first || !last) return [];
  const change = {
    document: context.document,
    offset: first.offset,
    end: last.end,
    text: `${first.text} -> ${last.text}`,
  };
  return fix(context, `Bind ${first.text} to ${last.text} directly`, [change]);
};

/** `local` keeps both ends in one domain. */
export const useLocal: FixMaker = (context) =>
  isBinding(context.node)
    ? fix(context, 'Use local', changeMechanism(context.node, 'local'), true)
    : leaveOut(context, context.node);

function leaveOut(context: FixContext, node: FixContext['node']): QuickFix[] {
  if (!isVariant(node)) return [];
  const compare = node.$container;
  const others = compare.mechanisms.length > 1;
  return fix(
    context,
    `Leave ${node.mechanism.$refText} out of @compare`,
    others ? removeFromList(compare.mechanisms, node) : remove(compare),
    true,
  );
}

export const removeBinding: FixMaker = (context) =>
  isBinding(context.node) ? fix(context, `Remove binding ${context.node.name}`, remove(context.node), true) : [];

export const removeSetting: FixMaker = (context) => {
  const { node } = context;
  return isSetting(node)
    ? fix(context, `Remove ${node.option.$refText}`, removeFromList(settingsOf(node), node), true)
    : [];
};

function settingsOf(setting: Setting): readonly Setting[] {
  return setting.$container.settings;
}

/** A call through somebody else's binding: through an own one, which is made if there is none. */
export const bindForItself: FixMaker = (context) => {
  const call = context.node;
  if (!isCall(call)) return [];
  const binding = call.binding.ref;
  const domain = runsIn(call);
  if (!binding || !domain) return [];
  const own = context.subject
    .all('Binding')
    .find((other) => other.domains[0]?.ref === domain && other.interface.ref === binding.interface.ref);
  if (own)
    return fix(context, `Call through ${own.name}`, replaceText({ node: call, property: 'binding' }, own.name), true);
  if (binding.domains.at(-1)?.ref === domain) return [];
  const isHere = AstUtils.getDocument(binding) === context.document;
  if (isHere && context.subject.all('Call').every((other) => other === call || other.binding.ref !== binding)) {
    const client = { node: binding, property: 'domains', index: 0 };
    return fix(context, `Let ${binding.name} belong to ${domain.name}`, replaceText(client, domain.name));
  }
  const name = freeName(context, `${binding.name}Of${domain.name}`);
  const path = [domain.name, ...binding.domains.slice(1).map((reference) => reference.$refText)].join(' -> ');
  const text = `bind ${name} = ${path}.${binding.interface.$refText} via ${binding.mechanism.$refText}`;
  const beside = isHere ? insertDeclaration(binding, text, 'after') : aboveScenario(call, text);
  return fix(context, `Bind ${domain.name} to ${binding.interface.$refText}`, [
    ...beside,
    ...replaceText({ node: call, property: 'binding' }, name),
  ]);
};

function freeName({ subject }: FixContext, wanted: string): string {
  const taken = new Set(subject.all('Binding').map((binding) => binding.name));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${number}`)) number += 1;
  return `${wanted}${number}`;
}

/** A binding under the name that is called, to each domain that exports such a procedure. */
export const createBinding: FixMaker = (context) => {
  const call = context.node;
  if (!isCall(call)) return [];
  const client = runsIn(call);
  const models = [context.subject.document, ...context.subject.imported]
    .map((document) => document.parseResult.value)
    .filter(isModel);
  const domains = models.flatMap((model) => model.elements.filter(isDomain)).filter((domain) => domain !== client);
  return domains
    .flatMap((domain) =>
      exportsWith(domain, call).flatMap((name) => {
        const text = `bind ${call.binding.$refText} = ${client?.name ?? ''} -> ${domain.name}.${name} via lrpc`;
        return client
          ? fix(context, `Bind ${call.binding.$refText} to ${domain.name}.${name}`, aboveScenario(call, text))
          : [];
      }),
    )
    .slice(0, MOST_OFFERED);
};

function exportsWith(domain: Domain, call: Call): string[] {
  return domain.members.flatMap((member) => {
    const target = member.$type === 'Export' ? member.interface.ref : undefined;
    return target?.procedures.some((procedure) => procedure.name === call.procedure.$refText) ? [target.name] : [];
  });
}

/** Before the scenario or the domain that the call stands in. */
function aboveScenario(call: Call, text: string): TextChange[] {
  const top = AstUtils.getContainerOfType(call, isScenario) ?? AstUtils.getContainerOfType(call, isDomain);
  return top ? insertDeclaration(top, text, 'before') : [];
}
