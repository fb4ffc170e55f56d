import { type AstNode, AstUtils, type CstNode, GrammarUtils, type LangiumDocument } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import type { DocumentSymbol } from 'vscode-languageserver';
import { isAction, isDomain, isExport, isHandler, isMechanism, isModel, isSection } from '../generated/ast.ts';
import type { IpcLanguageServices } from './types.ts';

/** What a person looks for in an outline: declarations and their members, sections, labelled steps. */
const LISTED: ReadonlySet<string> = new Set(
  'Machine Link Profile Interface Procedure TypeDecl Domain Binding Parameter Histogram Scenario Thread Mechanism Policy Operation Option Slot Pool Place Queue Lock Part Role State Event Outcome Fault Need Check Formula Attribute Way Constant Action'.split(
    ' ',
  ),
);

/** The outline of a file. */
export class IpcDocumentSymbolProvider implements DocumentSymbolProvider {
  private readonly services: IpcLanguageServices;

  constructor(services: IpcLanguageServices) {
    this.services = services;
  }

  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    return this.below(document.parseResult.value);
  }

  private below(node: AstNode): DocumentSymbol[] {
    return AstUtils.streamContents(node)
      .flatMap((child) => this.symbols(child))
      .toArray();
  }

  /** The symbol of a node, or those below it if it is none itself. */
  private symbols(node: AstNode): DocumentSymbol[] {
    const title = titleOf(node);
    const children = hasMembers(node) ? this.below(node) : [];
    if (!title || !node.$cstNode) return children;
    const kind = this.services.shared.lsp.NodeKindProvider.getSymbolKind(node);
    const { text, place, detail } = title;
    return [{ name: text, detail, kind, range: node.$cstNode.range, selectionRange: place.range, children }];
  }
}

interface Title {
  readonly text: string;
  readonly detail: string;
  readonly place: CstNode;
}

function titleOf(node: AstNode): Title | undefined {
  const property = isSection(node) ? 'kind' : isHandler(node) ? 'event' : LISTED.has(node.$type) ? 'name' : undefined;
  const place = property === undefined ? undefined : GrammarUtils.findNodeForProperty(node.$cstNode, property);
  if (!place) return undefined;
  return { text: isHandler(node) ? `on ${place.text}` : place.text, detail: detailOf(node), place };
}

function detailOf(node: AstNode): string {
  if (isAction(node))
    return `${node.role.$refText}: ${node.do.$cstNode?.text ?? ''}`.replaceAll(/\s+/g, ' ').slice(0, 80);
  if (isMechanism(node)) return node.parent === undefined ? 'mechanism' : `extends ${node.parent.$refText}`;
  if (isSection(node) || isHandler(node)) return '';
  return node.$type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/** Statements and expressions hold no declarations that an outline shows. */
function hasMembers(node: AstNode): boolean {
  return isModel(node) || isDomain(node) || isExport(node) || !LEAVES.has(node.$type);
}

const LEAVES: ReadonlySet<string> = new Set(
  'Action Thread Binding Machine Parameter Procedure Option Price Constant Body Compare Expect Sweep Note'.split(' '),
);
