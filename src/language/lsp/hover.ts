import { type AstNode, AstUtils, CstUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import { VERB_OF } from '../compile/classify.ts';
import { codeBlock, escapeMarkdown } from '../documentation.ts';
import {
  type Action,
  type Constant,
  isAction,
  isAttribute,
  isConstant,
  isPrice,
  isProfile,
  isReference,
  type Price,
  type Profile,
} from '../generated/ast.ts';
import { findPrice, priceScopes } from '../model/prices.ts';
import { lineage } from '../scope/members.ts';
import { objectOf } from '../validation/prices.ts';
import { Describer, headOf, mechanismOf, provenanceOf } from './describe.ts';
import { describeFact, factIdAt } from './published.ts';
import type { IpcLanguageServices } from './types.ts';
import { VERBS } from './verbs.ts';

/** What an editor shows beside a word: the declaration that it means, or what the word itself does. */
export class IpcHoverProvider implements HoverProvider {
  private readonly services: IpcLanguageServices;
  private readonly describer: Describer;

  constructor(services: IpcLanguageServices) {
    this.services = services;
    this.describer = new Describer(services);
  }

  getHoverContent(document: LangiumDocument, { position }: HoverParams): Hover | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
    if (!leaf || leaf.hidden) return undefined;
    const texts = this.textsOf(leaf);
    return texts.length === 0
      ? undefined
      : { contents: { kind: 'markdown', value: texts.join('\n\n---\n\n') }, range: leaf.range };
  }

  private textsOf(leaf: LeafCstNode): string[] {
    const annotation = annotationText(leaf);
    if (annotation !== undefined) return [annotation];
    const fact = this.services.shared.ipc.Facts.get(factIdAt(leaf) ?? '');
    if (fact !== undefined) return [describeFact(fact)];
    const targets = this.services.references.References.findDeclarations(leaf);
    const texts = targets.map((target) => this.describer.describe(target));
    return targets.length > 0 ? [...texts, ...this.ownerTexts(leaf, targets)] : this.wordTexts(leaf);
  }

  /** Of `astack.size`: the declaration of the A-stack, which says how large it is. */
  private ownerTexts({ astNode }: LeafCstNode, targets: readonly AstNode[]): string[] {
    const owner = isReference(astNode) ? astNode.target.ref : undefined;
    const isMember = owner !== undefined && targets.every((target) => isAttribute(target) && target !== owner);
    return isMember ? [this.describer.describe(owner)] : [];
  }

  /** Words that are not names: the verbs of steps, the entries of profiles. */
  private wordTexts(leaf: LeafCstNode): string[] {
    const step = AstUtils.getContainerOfType(leaf.astNode, isAction);
    if (step && leaf.astNode === step.do && leaf.text === VERB_OF[step.do.$type]) return this.verbTexts(step);
    const price = AstUtils.getContainerOfType(leaf.astNode, isPriced);
    if (price) return [`${codeBlock(headOf(price))}\n\n${provenanceOf(price)}`];
    return [];
  }

  private verbTexts(step: Action): string[] {
    const verb = VERB_OF[step.do.$type];
    const info = VERBS[verb];
    const comment = this.services.documentation.DocumentationProvider.getDocumentation(step);
    const text = info ? `${info.meaning} Priced: ${info.priced}.` : undefined;
    return [[codeBlock(headOf(step)), comment, text, ...this.prices(step)].filter(Boolean).join('\n\n')];
  }

  /** What the profiles in sight say that a step costs. */
  private prices(step: Action): string[] {
    const mechanism = mechanismOf(step);
    if (!mechanism) return [];
    const verb = VERB_OF[step.do.$type];
    const scopes = priceScopes(lineage(mechanism));
    const key = { scopes, role: step.role.$refText, verb, object: objectOf(step.do) };
    return this.profiles(step).flatMap((profile) => {
      const found = findPrice(profile, key);
      return found
        ? [`- **${escapeMarkdown(profile.name)}** ${codeOf(found.price.value)} — ${provenanceOf(found.price)}`]
        : [];
    });
  }

  private profiles(node: AstNode): Profile[] {
    const { ScopeProvider } = this.services.references;
    const reference = { $refText: '', ref: undefined };
    const container = { $type: 'Machine', $container: AstUtils.findRootNode(node) };
    const scope = ScopeProvider.getScope({ reference, container, property: 'profile' });
    return scope
      .getAllElements()
      .map((element) => element.node)
      .filter(isProfile)
      .toArray();
  }
}

const ANNOTATIONS: Readonly<Record<string, string>> = {
  title: 'The name under which the scenario is shown.',
  note: 'A remark that is shown with the result.',
  seed: 'Where the random numbers of the run begin: the same seed gives the same run.',
  expect: 'A condition that the run must satisfy. Counts, latencies and their ratios can be compared.',
  published:
    'A value of the run beside the one that a paper gives for it: the fact’s id, then what is simulated. The result shows both.',
  compare:
    'Runs the scenario once for each of these mechanisms, in place of the bindings’ own, and shows the results side by side.',
  sweep: 'Runs the scenario once for each of these values of a parameter.',
};

/** A price or a constant of a profile. */
function isPriced(node: AstNode): node is Price | Constant {
  return isPrice(node) || isConstant(node);
}

/** `@expect` is one token, `@` and `title` are two. */
function annotationText({ text, offset, root }: LeafCstNode): string | undefined {
  const marked = text.startsWith('@') || root.fullText[offset - 1] === '@';
  return marked ? ANNOTATIONS[text.replace('@', '')] : undefined;
}

function codeOf(node: AstNode): string {
  return `\`${(node.$cstNode?.text ?? '').replaceAll('`', '').replaceAll(/\s+/g, ' ')}\``;
}
