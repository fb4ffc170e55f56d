/** What the library offers to a random world: its mechanisms with what they need and what can be set about them. */

import { isModel, type Mechanism, type Option } from '../../../src/language/generated/ast.ts';
import { effectiveMechanism } from '../../../src/language/model/mechanism.ts';
import type { IpcServices } from '../../../src/language/module.ts';

export interface MechanismKind {
  readonly name: string;
  readonly needs: ReadonlySet<string>;
  /** Over the network, by another mechanism. */
  readonly goesOn: boolean;
  readonly options: readonly OptionKind[];
}

/** An option and values to set it to; those that are like its default, only smaller, run short sooner. */
export interface OptionKind {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Catalogue {
  readonly mechanisms: readonly MechanismKind[];
  /** Outcomes that a caller can catch and a fault can name. */
  readonly outcomes: readonly string[];
  readonly forgeries: readonly string[];
}

const SIZES = ['8 bytes', '64 bytes', '600 bytes', '2KB'];
const SPANS = ['0us', '40us', '300us', '2ms'];
const COUNTS = ['1', '1', '2', '3'];
const ON_THE_WAY: ReadonlySet<string> = new Set(['drop', 'duplicate', 'corrupt']);

/** Reads the library that the services have loaded. */
export function catalogueOf(services: IpcServices): Catalogue {
  const documents = services.shared.workspace.LangiumDocuments.all.toArray();
  const elements = documents.flatMap(({ parseResult: { value } }) => (isModel(value) ? value.elements : []));
  const mechanisms = elements.filter((element) => element.$type === 'Mechanism');
  const carriers = mechanisms.filter((one) => isCarrier(one)).map(({ name }) => name);
  const names = (type: 'Outcome' | 'Fault'): string[] =>
    elements.flatMap((element) => (element.$type === type ? [element.name] : []));
  return {
    mechanisms: mechanisms.map((one) => kindOf(one, carriers)),
    outcomes: names('Outcome'),
    forgeries: names('Fault').filter((name) => name.startsWith('forge') && !ON_THE_WAY.has(name)),
  };
}

/** Can bring the messages of a chain from one domain to the next. */
function isCarrier(mechanism: Mechanism): boolean {
  const { needs } = effectiveMechanism(mechanism);
  return !needs.has('chain') && !needs.has('otherMachine');
}

function kindOf(mechanism: Mechanism, carriers: readonly string[]): MechanismKind {
  const { name, needs, options, sections } = effectiveMechanism(mechanism);
  return {
    name,
    needs,
    goesOn: sections.call?.$cstNode?.text.includes('continue with') === true,
    options: [...options.values()].map((option) => ({ name: option.name, values: valuesOf(option, carriers) })),
  };
}

function valuesOf({ choices, value }: Option, carriers: readonly string[]): readonly string[] {
  if (choices.length > 0) return choices.map((choice) => choice.name);
  const text = value.$cstNode?.text ?? '';
  if (text === 'yes' || text === 'no') return ['yes', 'no'];
  if (/^\d+ *(bytes|KB|MB)$/u.test(text)) return [...SIZES, text];
  if (/^\d+ *(us|ms|s)$/u.test(text)) return [...SPANS, text];
  if (/^\d+$/u.test(text)) return [...COUNTS, text];
  return carriers.includes(text) ? carriers : [text];
}
