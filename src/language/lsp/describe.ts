import { type AstNode, AstUtils, UriUtils } from 'langium';
import { codeBlock, docMarkdown, docText, escapeMarkdown } from '../documentation.ts';
import {
  type Action,
  type Constant,
  isAction,
  isAvoids,
  isConstant,
  isMechanism,
  isOption,
  isOutcome,
  isPrice,
  isPriceGroup,
  isProfile,
  isScenario,
  isStepRef,
  type Mechanism,
  type Option,
  type Outcome,
  type Price,
} from '../generated/ast.ts';
import { mechanismNotes, mechanismText } from '../mechanism-text.ts';
import type { IpcServices } from '../module.ts';

/** Says in Markdown what a declaration is: its head, its comment, and what follows from it. */
export class Describer {
  private readonly services: IpcServices;

  constructor(services: IpcServices) {
    this.services = services;
  }

  describe(node: AstNode): string {
    return [codeBlock(headOf(node)), this.docOf(node), ...this.facts(node), this.origin(node)]
      .filter(Boolean)
      .join('\n\n');
  }

  private docOf(node: AstNode): string | undefined {
    return this.services.documentation.DocumentationProvider.getDocumentation(node);
  }

  private facts(node: AstNode): readonly (string | undefined)[] {
    if (isAction(node)) return [this.avoidedBy(node)];
    if (isOutcome(node)) return [knownTo(node)];
    if (isOption(node)) return [valuesOf(node)];
    if (isMechanism(node)) return this.notesOf(node);
    if (isConstant(node) || isPrice(node)) return [provenanceOf(node)];
    return [];
  }

  private notesOf(mechanism: Mechanism): readonly string[] {
    const commentOf = (node: AstNode) => this.services.documentation.CommentProvider.getComment(node);
    return mechanismNotes(mechanismText(mechanism, commentOf)).map(docMarkdown);
  }

  /** The mechanisms whose `avoids` name this step, and how they do it. */
  private avoidedBy(step: Action): string | undefined {
    const path = this.services.workspace.AstNodeLocator.getAstNodePath(step);
    const references = this.services.shared.workspace.IndexManager.findAllReferences(step, path);
    const avoidances = references
      .map((reference) => this.nodeAt(reference.sourceUri, reference.sourcePath))
      .map((node) => (isStepRef(node) && isAvoids(node.$container) ? this.avoidance(node.$container) : undefined))
      .nonNullable()
      .distinct()
      .toArray();
    return avoidances.length === 0 ? undefined : avoidances.sort().join('\n');
  }

  private avoidance(avoids: AstNode): string | undefined {
    const mechanism = AstUtils.getContainerOfType(avoids, isMechanism);
    const how = docText(this.services.documentation.CommentProvider.getComment(avoids));
    if (!mechanism) return undefined;
    return `- **${escapeMarkdown(mechanism.name)}** avoids it${how === undefined ? '.' : `: ${docMarkdown(how.replaceAll('\n\n', ' '))}`}`;
  }

  private nodeAt(
    uri: Parameters<IpcServices['shared']['workspace']['LangiumDocuments']['getDocument']>[0],
    path: string,
  ) {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(uri);
    return document && this.services.workspace.AstNodeLocator.getAstNode(document.parseResult.value, path);
  }

  /** Where it is declared, for what stands in the library. */
  private origin(node: AstNode): string | undefined {
    const { uri } = AstUtils.getDocument(node);
    if (!this.services.shared.ipc.Library.has(uri.toString())) return undefined;
    return `*Built-in library, ${escapeMarkdown(UriUtils.basename(uri))}*`;
  }
}

const LONGEST_HEAD = 200;

/** A declaration as written, up to its block, in one line. */
export function headOf(node: AstNode): string {
  const text = node.$cstNode?.text ?? node.$type;
  const whole = isScenario(node) ? `scenario ${node.name}` : text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ' ');
  const head = (isAction(node) || isPrice(node) ? whole : whole.replace(/\{[\s\S]*$/, ''))
    .replaceAll(/\s+/g, ' ')
    .trim();
  return head.length > LONGEST_HEAD ? `${head.slice(0, LONGEST_HEAD)} …` : head;
}

const RAN: Readonly<Record<Outcome['ran'], string>> = {
  never: 'The caller knows: the procedure did not run.',
  once: 'The caller knows: the procedure ran exactly once.',
  maybe: 'The caller cannot know whether the procedure ran: once, or not at all.',
};

function knownTo(outcome: Outcome): string {
  return RAN[outcome.ran];
}

function valuesOf(option: Option): string | undefined {
  const values = option.choices.map((choice) => `\`${choice.name}\``);
  return values.length === 0 ? undefined : `One of ${values.join(', ')}.`;
}

/** Where a price or constant comes from. */
export function provenanceOf(entry: Price | Constant): string {
  const scope = isPriceGroup(entry.$container) ? ` in \`${entry.$container.scope.$refText}\`` : '';
  const profile = AstUtils.getContainerOfType(entry, isProfile)?.name ?? '';
  const source = entry.source === undefined ? '' : `: ${escapeMarkdown(entry.source)}`;
  const how = entry.provenance === undefined ? 'where from is not said' : `${entry.provenance}${source}`;
  const facts = entry.facts.length === 0 ? '' : ` Calibrated by ${entry.facts.map(escapeMarkdown).join(', ')}.`;
  const doubts = `${entry.unsplit ? ' A published sum whose parts are not published.' : ''}${entry.unverified ? ' Not verified against the source.' : ''}`;
  return `Profile \`${profile}\`${scope}, ${how}.${facts}${doubts}`;
}

/** The mechanism in which a step stands. */
export function mechanismOf(node: AstNode): Mechanism | undefined {
  return AstUtils.getContainerOfType(node, isMechanism);
}
