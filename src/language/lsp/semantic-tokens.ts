import { type AstNode, AstUtils, type Reference } from 'langium';
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor } from 'langium/lsp';
import type { LibraryFiles } from '../scope/library.ts';
import type { IpcLanguageServices } from './types.ts';

/** The protocol's token types, by what a name means. */
const TYPES: Readonly<Record<string, string>> = {
  Mechanism: 'class',
  Policy: 'class',
  Profile: 'struct',
  TypeDecl: 'type',
  Interface: 'interface',
  Procedure: 'method',
  Operation: 'method',
  Part: 'function',
  Formula: 'function',
  Machine: 'namespace',
  Domain: 'namespace',
  Role: 'parameter',
  RoleName: 'parameter',
  Formal: 'parameter',
  Option: 'property',
  Attribute: 'property',
  Slot: 'property',
  Pool: 'variable',
  Place: 'variable',
  Queue: 'variable',
  Lock: 'variable',
  Binding: 'variable',
  Parameter: 'variable',
  Histogram: 'variable',
  Constant: 'variable',
  Choice: 'enumMember',
  State: 'enumMember',
  Way: 'enumMember',
  Need: 'enumMember',
  Outcome: 'event',
  Event: 'event',
  Action: 'event',
};

/** Colours names by what they mean, which a pattern cannot know. */
export class IpcSemanticTokenProvider extends AbstractSemanticTokenProvider {
  private readonly library: LibraryFiles;

  constructor(services: IpcLanguageServices) {
    super(services);
    this.library = services.shared.ipc.Library;
  }

  protected override highlightElement(node: AstNode, acceptor: SemanticTokenAcceptor): void {
    for (const { reference } of AstUtils.streamReferences(node)) {
      if ('ref' in reference) this.highlightReference(reference, acceptor);
    }
  }

  private highlightReference({ ref, $refNode }: Reference, acceptor: SemanticTokenAcceptor): void {
    const type = ref && TYPES[ref.$type];
    if (!ref || !$refNode || type === undefined) return;
    const builtIn = this.library.has(AstUtils.getDocument(ref).uri.toString());
    acceptor({ cst: $refNode, type, ...(builtIn ? { modifier: 'defaultLibrary' } : {}) });
  }
}
