import type { DocumentState, LangiumDocument, URI } from 'langium';
import { IpcDocumentBuilder } from '../language/build.ts';
import type { IpcSharedLanguageServices } from '../language/lsp/types.ts';

type CancellationToken = NonNullable<Parameters<IpcDocumentBuilder['build']>[2]>;

/** Builds for an editor: validates what is open in it; imports and the library are linked only. */
export class OpenDocuments extends IpcDocumentBuilder {
  private readonly lock: () => IpcSharedLanguageServices['workspace']['WorkspaceLock'];

  constructor(services: IpcSharedLanguageServices) {
    super(services);
    this.lock = () => services.workspace.WorkspaceLock;
  }

  protected override shouldValidate(document: LangiumDocument): boolean {
    return this.textDocuments?.get(document.uri) !== undefined && super.shouldValidate(document);
  }

  /** Every request is answered for the text as of the last change before it, also when the document has just been opened. */
  protected override async awaitDocumentState(state: DocumentState, uri: URI, token: CancellationToken): Promise<URI> {
    await this.lock().read(() => undefined);
    return super.awaitDocumentState(state, uri, token);
  }

  protected override async awaitBuilderState(state: DocumentState, token: CancellationToken): Promise<void> {
    await this.lock().read(() => undefined);
    return super.awaitBuilderState(state, token);
  }
}
