import { AstUtils, CstUtils, type LangiumDocument } from 'langium';
import { DefaultRenameProvider } from 'langium/lsp';
import { type Position, type Range, type RenameParams, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { IpcLanguageServices } from './types.ts';

/** The protocol's number for a request that failed for a reason that the person should read. */
const REQUEST_FAILED = -32803;

/** Renames what the workspace declares; names of the built-in library stay as they are. */
export class IpcRenameProvider extends DefaultRenameProvider {
  private readonly services: IpcLanguageServices;

  constructor(services: IpcLanguageServices) {
    super(services);
    this.services = services;
  }

  override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    this.refuseLibrary(document, params.position);
    this.refuseName(params.newName);
    return super.rename(document, params);
  }

  protected override renameNodeRange(document: LangiumDocument, position: Position): Range | undefined {
    this.refuseLibrary(document, position);
    return super.renameNodeRange(document, position);
  }

  private refuseLibrary(document: LangiumDocument, position: Position): void {
    const root = document.parseResult.value.$cstNode;
    const leaf =
      root &&
      CstUtils.findDeclarationNodeAtOffset(
        root,
        document.textDocument.offsetAt(position),
        this.grammarConfig.nameRegexp,
      );
    const targets = leaf ? this.references.findDeclarations(leaf) : [];
    const { Library } = this.services.shared.ipc;
    if (targets.some((target) => Library.has(AstUtils.getDocument(target).uri.toString()))) {
      throw failure(
        'This name belongs to the built-in library. Copy the declaration into a file of your own to change it.',
      );
    }
  }

  private refuseName(name: string): void {
    const [token, ...more] = this.services.parser.Lexer.tokenize(name).tokens;
    if (token?.tokenType.name === 'ID' && token.image === name && more.length === 0) return;
    throw failure(`"${name}" cannot be a name: use letters, digits and _, and none of the language's own words.`);
  }
}

function failure(message: string): ResponseError {
  return new ResponseError(REQUEST_FAILED, message);
}
