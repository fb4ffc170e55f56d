/** Handlers that lead calls home from another machine: `on refused`, and those of exceptions. */
import { type AstNode, AstUtils } from 'langium';
import { type Action, isAction, isHandler, type Mechanism } from '../generated/ast.ts';
import { checksOf } from '../model/checks.ts';
import type { EffectiveMechanism } from '../model/mechanism.ts';
import { exceptionsIncomplete, neverRefused, refusalUntold } from './messages/mechanisms.ts';
import type { Message } from './report.ts';

interface Complaint {
  readonly node: AstNode;
  readonly message: Message;
}

/** Only together do they carry an exception. */
const OF_EXCEPTIONS = ['exceptionRaised', 'exceptionResumed', 'exceptionUnwound'] as const;

/** An exception that comes to the caller, and has no way back. */
export function exceptionComplaints({ node, handlers }: EffectiveMechanism): Complaint[] {
  const lacking = OF_EXCEPTIONS.filter((event) => !handlers.has(event));
  const [present] = OF_EXCEPTIONS.flatMap((event) => handlers.get(event) ?? []);
  if (present === undefined || lacking.length === 0) return [];
  return [{ node: present, message: exceptionsIncomplete(node.name, lacking) }];
}

/** A handler that nothing comes to, and steps that end a call far from its client without telling it. */
export function refusalComplaints(mechanism: EffectiveMechanism): Complaint[] {
  const { node, chain, handlers } = mechanism;
  const handler = handlers.get('refused');
  const isRemote = leavesMachine(mechanism);
  if (handler !== undefined) return isRemote ? [] : [{ node: handler, message: neverRefused(node.name) }];
  const refusing = isRemote ? chain.flatMap(actionsOf).find(refuses) : undefined;
  return refusing === undefined ? [] : [{ node: refusing, message: refusalUntold(node.name) }];
}

function leavesMachine({ needs, chain, slots }: EffectiveMechanism): boolean {
  if (needs.has('otherMachine')) return true;
  if ([...slots.values()].some(({ policy }) => policy?.$refText === 'callPackets')) return true;
  return chain.flatMap(actionsOf).some((action) => action.do?.$type === 'Transmit');
}

function actionsOf(mechanism: Mechanism): Action[] {
  return AstUtils.streamAllContents(mechanism).filter(isAction).toArray();
}

/** The server ends the call with an outcome; what the handlers of the mechanism do is another matter. */
function refuses(action: Action): boolean {
  if (action.role?.$refText !== 'server' || AstUtils.getContainerOfType(action, isHandler) !== undefined) return false;
  const { do: verb } = action;
  return verb !== undefined && (verb.$type === 'Raise' || checksOf(verb).length > 0);
}
