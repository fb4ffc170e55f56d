import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  GrammarAST,
  type LangiumDocument,
  type ReferenceInfo,
} from 'langium';
import {
  type CompletionAcceptor,
  type CompletionContext,
  type CompletionValueItem,
  DefaultCompletionProvider,
} from 'langium/lsp';
import type { CompletionItemKind, CompletionList, CompletionParams, InsertTextFormat } from 'vscode-languageserver';
import { escapeMarkdown } from '../documentation.ts';
import { isPrice, isPriceGroup, isProcedure, isProfile } from '../generated/ast.ts';
import type { FactBook } from '../model/fact-book.ts';
import { factItems } from './published.ts';
import type { IpcLanguageServices } from './types.ts';
import { VERBS } from './verbs.ts';

const KEYWORD: CompletionItemKind = 14;
const SNIPPET: InsertTextFormat = 2;

/** Rules that let words of the language stand as names: as such they are no proposals. */
const NAME_RULES: ReadonlySet<string> = new Set(['Noun', 'Name', 'Label', 'Member', 'FormalLabel']);

/** Proposes the names in scope, the words of the language, and whole steps after a role and its colon. */
export class IpcCompletionProvider extends DefaultCompletionProvider {
  override readonly completionOptions = { triggerCharacters: ['.', ':', '@', '>', '(', '"'] };
  private readonly facts: FactBook;

  constructor(services: IpcLanguageServices) {
    super(services);
    this.facts = services.shared.ipc.Facts;
  }

  /** Within the quotes of a fact's id there is nothing else to propose. */
  override async getCompletion(
    document: LangiumDocument,
    params: CompletionParams,
    cancelToken?: Parameters<DefaultCompletionProvider['getCompletion']>[2],
  ): Promise<CompletionList | undefined> {
    const facts = factItems(document.textDocument, params.position, this.facts);
    if (facts !== undefined) return { isIncomplete: false, items: facts };
    if (params.context?.triggerCharacter === '"') return undefined;
    return super.getCompletion(document, params, cancelToken);
  }

  protected override completionForKeyword(
    context: CompletionContext,
    keyword: GrammarAST.Keyword,
    acceptor: CompletionAcceptor,
  ): void {
    if (!this.filterKeyword(context, keyword)) return;
    const verb = isVerb(keyword) ? VERBS[keyword.value] : undefined;
    acceptor(context, verb ? verbItem(keyword.value, verb) : { label: keyword.value, kind: KEYWORD, sortText: '1' });
  }

  protected override filterKeyword(context: CompletionContext, keyword: GrammarAST.Keyword): boolean {
    const rule = ruleOf(keyword);
    if (NAME_RULES.has(rule)) return false;
    if (rule === 'VerbName' && !isInProfile(context.node)) return false;
    return super.filterKeyword(context, keyword);
  }

  protected override createReferenceCompletionItem(
    description: AstNodeDescription,
    info: ReferenceInfo,
    context: CompletionContext,
  ): CompletionValueItem {
    const item = {
      ...super.createReferenceCompletionItem(description, info, context),
      detail: kindName(description.type),
    };
    const insert = insertionOf(description, info);
    return insert === undefined ? item : { ...item, insertText: insert, insertTextFormat: SNIPPET };
  }
}

function verbItem(word: string, { snippet, meaning, priced }: (typeof VERBS)[string]): CompletionValueItem {
  const value = `${meaning.replaceAll('`', '')} Priced: ${priced.replaceAll('`', '')}.`;
  return {
    label: word,
    kind: KEYWORD,
    detail: snippet.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1'),
    documentation: { kind: 'markdown', value: escapeMarkdown(value) },
    insertText: snippet,
    insertTextFormat: SNIPPET,
    sortText: '0',
  };
}

/** What is written beside the name: a role takes its colon, a procedure its arguments or its body. */
function insertionOf({ node, name }: AstNodeDescription, { container, property }: ReferenceInfo): string | undefined {
  if (container.$type === 'Action' && property === 'role') return `${name}: $0`;
  if (!isProcedure(node) || property !== 'procedure') return undefined;
  if (container.$type === 'Body') return `${name} { $0 }`;
  const parameters = node.parameters.map((parameter, index) => `\${${index + 1}:${parameter.name}}`);
  return parameters.length === 0 ? name : `${name}(${parameters.join(', ')})`;
}

function isVerb(keyword: GrammarAST.Keyword): boolean {
  const assignment = AstUtils.getContainerOfType(keyword, GrammarAST.isAssignment);
  return assignment === undefined && VERB_RULES.has(ruleOf(keyword));
}

/** The rules that begin with the verb they are named after, or with its word. */
const VERB_RULES: ReadonlySet<string> = new Set(
  'Run Trap Interrupt Upcall Resume Switch Swap Exchange Schedule Block Wake Copy Pass Read Write Mapping Unmap Protect Unprotect Take Give Attach Acquire Release Enqueue Dequeue Poll Push Pop Validate Revoke Raise Transmit'.split(
    ' ',
  ),
);

function ruleOf(keyword: GrammarAST.Keyword): string {
  return AstUtils.getContainerOfType(keyword, GrammarAST.isParserRule)?.name ?? '';
}

function isInProfile(node: AstNode | undefined): boolean {
  return isProfile(node) || isPriceGroup(node) || isPrice(node);
}

function kindName(type: string): string {
  return type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
