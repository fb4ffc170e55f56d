import {
  type AstNode,
  type AstNodeDescription,
  DefaultScopeComputation,
  type LangiumDocument,
  type MultiMap,
} from 'langium';
import { isModel } from '../generated/ast.ts';

/**
 * Top-level names are found through the index, which is a hash table, and not by a search through the file's own list:
 * that made linking quadratic in the number of declarations.
 */
export class IpcScopeComputation extends DefaultScopeComputation {
  protected override addLocalSymbol(
    node: AstNode,
    document: LangiumDocument,
    symbols: MultiMap<AstNode, AstNodeDescription>,
  ): void {
    if (!isModel(node.$container)) super.addLocalSymbol(node, document, symbols);
  }
}
