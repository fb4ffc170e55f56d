/** What the library's own words say about a mechanism: for hovers, the details pane and the pages of the manual. */
import { type AstNode, AstUtils, URI, UriUtils } from 'langium';
import { written } from './compile/source.ts';
import { docText } from './documentation.ts';
import { type Element, isModel, type Mechanism, type Option } from './generated/ast.ts';
import { type EndingText, endingsOf } from './mechanism-endings.ts';
import { effectiveMechanism } from './model/mechanism.ts';
import type { IpcServices } from './module.ts';

/** A mechanism in words. All texts are plain, with `code` between backquotes. */
export interface MechanismText {
  readonly name: string;
  /** What it extends; null if it is written from nothing. */
  readonly parent: string | null;
  /** Name of the file that it stands in. */
  readonly file: string;
  /** Its comment: what it is, what it gives up, how it fails, sources. */
  readonly paragraphs: readonly string[];
  readonly needs: readonly string[];
  readonly options: readonly OptionText[];
  readonly stores: readonly { readonly head: string; readonly doc: string | null }[];
  /** Steps of others that it does without, and how. */
  readonly avoids: readonly { readonly steps: readonly string[]; readonly doc: string | null }[];
  readonly endings: readonly EndingText[];
}

export interface OptionText {
  readonly name: string;
  readonly value: string;
  /** Empty: any value of its kind. */
  readonly choices: readonly string[];
  readonly doc: string | null;
}

type CommentOf = (node: AstNode) => string | undefined;

/** @param commentOf the comment above a node, as written. */
export function mechanismText(node: Mechanism, commentOf: CommentOf): MechanismText {
  const effective = effectiveMechanism(node);
  const doc = (each: AstNode): string | null => docText(commentOf(each)) ?? null;
  return {
    name: node.name,
    parent: node.parent?.$refText ?? null,
    file: UriUtils.basename(AstUtils.getDocument(node).uri),
    paragraphs: docText(commentOf(node))?.split('\n\n') ?? [],
    needs: [...effective.needs],
    options: [...effective.options.values()].map((option) => optionText(option, doc(option))),
    stores: [...effective.stores.values()].map((store) => ({ head: written(store), doc: doc(store) })),
    avoids: effective.chain.flatMap((mechanism) =>
      mechanism.members
        .filter((member) => member.$type === 'Avoids')
        .map((avoids) => ({
          steps: avoids.steps.map((step) => `${step.mechanism.$refText}.${step.step.$refText}`),
          doc: doc(avoids),
        })),
    ),
    endings: endingsOf(effective),
  };
}

function optionText({ name, value, choices }: Option, doc: string | null): OptionText {
  return { name, value: written(value), choices: choices.map((choice) => choice.name), doc };
}

const RAN: Readonly<Record<EndingText['ran'], string>> = {
  never: 'it did not run',
  once: 'it ran once',
  maybe: 'it ran once or not at all',
};

/** The mechanism in paragraphs: its comment, how its calls may end, what may be set. The same text wherever a mechanism is told. */
export function mechanismParagraphs(text: MechanismText): readonly string[] {
  return [...text.paragraphs, ...mechanismNotes(text)];
}

/** What follows its comment. */
export function mechanismNotes({ endings, options }: MechanismText): readonly string[] {
  const ends = endings.map(({ outcome, ran, when }) => `\`${outcome}\` (${RAN[ran]}): ${when.join(', ')}`);
  const values = options.map(({ name, value, choices }) => {
    const others = choices.length === 0 ? '' : ` of ${choices.map((choice) => `\`${choice}\``).join(', ')}`;
    return `\`${name} = ${value}\`${others}`;
  });
  return [
    ends.length === 0
      ? 'A call ends only by returning: the procedure ran exactly once.'
      : `A call that returns ran its procedure exactly once. Otherwise it ends with ${ends.join('; ')}.`,
    ...(values.length === 0 ? [] : [`Options: ${values.join('; ')}.`]),
  ];
}

function libraryElements(services: IpcServices): readonly Element[] {
  const { LangiumDocuments } = services.shared.workspace;
  return [...services.shared.ipc.Library.uris].flatMap((uri) => {
    const root = LangiumDocuments.getDocument(URI.parse(uri))?.parseResult.value;
    return isModel(root) ? root.elements : [];
  });
}

/** Names of the library's declarations of a kind, in the order of its files. */
export function libraryNames(services: IpcServices, type: 'Mechanism' | 'Profile'): readonly string[] {
  return libraryElements(services).flatMap((element) => (element.$type === type ? [element.name] : []));
}

/** All mechanisms of the library in words. */
export function libraryMechanisms(services: IpcServices): readonly MechanismText[] {
  const commentOf = (node: AstNode) => services.documentation.CommentProvider.getComment(node);
  return libraryElements(services).flatMap((element) =>
    element.$type === 'Mechanism' ? [mechanismText(element, commentOf)] : [],
  );
}
