import { at } from '../../base/assert.ts';
import type { Hop } from '../../sim/spec/site.ts';
import type { Reference } from '../generated/ast.ts';
import { PLAIN } from '../model/quantity.ts';
import { asNumber, ModelProblem, not, numberTerm, type Resolve, type Term, truth } from '../model/terms.ts';
import type { PathContext, StoreNames } from './path-context.ts';
import type { PathState } from './path-state.ts';

const BYTES = { ...PLAIN, bytes: 1 };

/** What a name means inside a mechanism: its options, the sizes of content and places, states of roles and stores. */
export function resolveInPath(
  context: PathContext,
  stores: StoreNames,
  path: Pick<PathState, 'secured' | 'piece'>,
  role: (name: string) => string,
): Resolve {
  return (reference, evaluate) => {
    const name = reference.target.$refText;
    if (reference.idleProcessor) return idle(context, role(name), reference.hasNo);
    if (reference.thing !== undefined) return attached(stores, reference);
    if (reference.state !== undefined) return state({ context, stores, path }, reference, role(name));
    if (reference.members.length > 0)
      return member({ context, stores, path }, name, reference.members[0]?.$refText ?? '', reference);
    if (reference.call) return formula(reference, name, evaluate);
    return context.options.get(name) ?? context.compilation.resolve(reference, evaluate);
  };
}

function idle(context: PathContext, role: string, negated: boolean): Term {
  const condition = { is: 'idleProcessor', domain: context.domainOf(role) } as const;
  return { kind: 'condition', condition: negated ? not(condition) : condition };
}

function attached(stores: StoreNames, reference: Reference): Term {
  const condition = {
    is: 'attached',
    place: stores.id(reference.target.$refText),
    thing: stores.id(reference.thing?.$refText ?? ''),
  } as const;
  return { kind: 'condition', condition: reference.hasNo ? not(condition) : condition };
}

interface Names {
  readonly context: PathContext;
  readonly stores: StoreNames;
  readonly path: Pick<PathState, 'secured' | 'piece'>;
}

function state(names: Names, reference: Reference, name: string): Term {
  const wanted = reference.state?.$refText ?? '';
  const term = stateOf(names, reference, name, wanted);
  return reference.isNot && term.kind === 'condition' ? { kind: 'condition', condition: not(term.condition) } : term;
}

function stateOf({ context, stores, path }: Names, reference: Reference, name: string, wanted: string): Term {
  const option = context.options.get(name);
  if (option?.kind === 'choice') return truth(option.name === wanted);
  switch (wanted) {
    case 'immutable':
      return truth(context.signature.immutable);
    case 'remote':
      return truth(context.remote);
    case 'stackBased':
      return truth(context.serverNode.members.some((m) => m.$type === 'Convention' && m.kind === 'stack'));
    case 'hinted':
      return { kind: 'condition', condition: { is: 'hinted', domain: context.domainOf(name) } };
    case 'polling':
      return { kind: 'condition', condition: { is: 'polled' } };
    case 'waiting':
      // Whoever sent the message of a hop waits for its reply, also if it is a server's only thread.
      if (name === 'client' && context.standing.hop !== null) return truth(true);
      return { kind: 'condition', condition: { is: 'waiting', domain: context.domainOf(name) } };
    case 'urgent':
      return { kind: 'condition', condition: { is: 'urgent', domain: context.domainOf(name) } };
    case 'first':
      if (name === 'hop') return truth(hopOf(context, reference).number === 1);
      return { kind: 'condition', condition: { is: 'first', binding: context.bound.index } };
    case 'last': {
      if (name === 'piece') return lastPiece(path.piece, reference);
      const { number, of } = hopOf(context, reference);
      return truth(number === of);
    }
    // A kernel is trusted by all, any other domain by nobody but itself.
    case 'trusted':
      return truth(name === 'kernel');
    case 'secured':
      return truth(path.secured.has(name));
    case 'free':
      return { kind: 'condition', condition: { is: 'free', lock: stores.id(name) } };
    case 'grown': {
      // A pool that cannot grow has no such element: the step is not on the path at all.
      const place = stores.id(name);
      const spec = at(context.compilation.stores.stores, place);
      return spec.kind === 'pool' && spec.empty === 'grow'
        ? { kind: 'condition', condition: { is: 'grown', place } }
        : truth(false);
    }
    case 'scarce': {
      const place = stores.id(name);
      const spec = at(context.compilation.stores.stores, place);
      const mayRunOut = spec.kind === 'pool' && (spec.empty !== 'grow' || (spec.growth?.most ?? null) !== null);
      return mayRunOut ? { kind: 'condition', condition: { is: 'scarce', place } } : truth(false);
    }
    default:
      throw new ModelProblem(reference, `'${name} is ${wanted}' cannot be decided by this version`);
  }
}

function lastPiece(piece: PathState['piece'], reference: Reference): Term {
  if (piece === null) throw new ModelProblem(reference, "'piece' means something only inside 'each piece of'");
  return piece === 'only' ? truth(true) : { kind: 'condition', condition: { is: 'lastPiece' } };
}

/** `arguments.size`, `astack.size`, `server.threads`. */
function member(names: Names, name: string, wanted: string, reference: Reference): Term {
  if (name === 'server' && wanted === 'threads')
    return numberTerm(names.context.compilation.world.threads(names.context.serverNode), PLAIN);
  return size(names, name, wanted, reference);
}

function hopOf({ standing }: PathContext, reference: Reference): Hop {
  if (standing.hop === null) throw new ModelProblem(reference, "'hop' means something only inside 'each hop'");
  return standing.hop;
}

function size({ context, stores }: Names, name: string, member: string, reference: Reference): Term {
  const { signature } = context;
  const variable = signature.parameters.some((p) => p.variable) || (signature.result?.variable ?? false);
  if (name === 'arguments' || name === 'results') {
    const largest = name === 'arguments' ? signature.argumentBytes : signature.resultBytes;
    if (member === 'maximum' || !variable) return numberTerm(largest, BYTES);
    return numberTerm({ op: name === 'arguments' ? 'argumentBytes' : 'resultBytes' }, BYTES);
  }
  const known = member === 'size' ? stores.size(name) : null;
  if (known === null) throw new ModelProblem(reference, `'${name}.${member}' is not known`);
  return numberTerm(known, BYTES);
}

function formula(
  reference: Reference,
  name: string,
  evaluate: (e: Reference['arguments'][number]) => Term,
): Term | null {
  const terms = reference.arguments.map((argument) => asNumber(evaluate(argument), argument));
  const values = terms.map((term) => term.expr);
  const dimension = terms[0]?.dimension ?? PLAIN;
  const [first] = values;
  if (name === 'ceiling')
    return numberTerm(typeof first === 'number' ? Math.ceil(first) : { op: 'ceiling', args: values }, dimension);
  if (name !== 'min' && name !== 'max') return null;
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === values.length)
    return numberTerm(name === 'min' ? Math.min(...numbers) : Math.max(...numbers), dimension);
  return numberTerm({ op: name, args: values }, dimension);
}
