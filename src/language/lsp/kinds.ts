import { type AstNode, type AstNodeDescription, isAstNode } from 'langium';
import type { NodeKindProvider } from 'langium/lsp';
import type { CompletionItemKind, SymbolKind } from 'vscode-languageserver';

interface Kinds {
  readonly symbol: SymbolKind;
  readonly completion: CompletionItemKind;
}

const CLASS: Kinds = { symbol: 5, completion: 7 };
const METHOD: Kinds = { symbol: 6, completion: 2 };
const PROPERTY: Kinds = { symbol: 7, completion: 10 };
const INTERFACE: Kinds = { symbol: 11, completion: 8 };
const FUNCTION: Kinds = { symbol: 12, completion: 3 };
const VARIABLE: Kinds = { symbol: 13, completion: 6 };
const CONSTANT: Kinds = { symbol: 14, completion: 21 };
const MODULE: Kinds = { symbol: 2, completion: 9 };
const STRUCT: Kinds = { symbol: 23, completion: 22 };
const EVENT: Kinds = { symbol: 24, completion: 23 };
const MEMBER: Kinds = { symbol: 22, completion: 20 };
const FIELD: Kinds = { symbol: 8, completion: 5 };

/** The protocol's kinds (its numbers) that come nearest, by the type of the syntax tree. */
const KINDS: Readonly<Record<string, Kinds>> = {
  Mechanism: CLASS,
  Policy: CLASS,
  Profile: STRUCT,
  TypeDecl: STRUCT,
  Interface: INTERFACE,
  Procedure: METHOD,
  Operation: METHOD,
  Section: METHOD,
  Handler: METHOD,
  Part: METHOD,
  Scenario: FUNCTION,
  Formula: FUNCTION,
  Thread: FUNCTION,
  Machine: MODULE,
  Domain: MODULE,
  Link: MODULE,
  Option: PROPERTY,
  Slot: PROPERTY,
  Attribute: PROPERTY,
  Pool: FIELD,
  Place: FIELD,
  Queue: FIELD,
  Lock: FIELD,
  Constant: CONSTANT,
  Parameter: CONSTANT,
  Histogram: CONSTANT,
  Choice: MEMBER,
  State: MEMBER,
  Way: MEMBER,
  Need: MEMBER,
  Fault: MEMBER,
  Action: EVENT,
  Event: EVENT,
  Outcome: EVENT,
};

/** The icons of declarations in the outline and among proposals. */
export class IpcNodeKindProvider implements NodeKindProvider {
  getSymbolKind(node: AstNode | AstNodeDescription): SymbolKind {
    return kindsOf(node).symbol;
  }

  getCompletionItemKind(node: AstNode | AstNodeDescription): CompletionItemKind {
    return kindsOf(node).completion;
  }
}

function kindsOf(node: AstNode | AstNodeDescription): Kinds {
  return KINDS[isAstNode(node) ? node.$type : node.type] ?? VARIABLE;
}
