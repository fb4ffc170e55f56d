import { type LangiumDocument, URI } from 'langium';
import { compileScenario } from '../language/compile/compile.ts';
import type { IpcLanguageServices } from '../language/lsp/types.ts';
import { scenariosOf } from '../language/scenarios.ts';
import type { CompileParams, CompileResult, ScenariosParams, ScenariosResult } from '../protocol/language.ts';

/** What the server answers beside the language server protocol. */
export class Requests {
  private readonly services: IpcLanguageServices;

  constructor(services: IpcLanguageServices) {
    this.services = services;
  }

  /** The scenarios of a document; none, and incomplete, for one that is not open. */
  scenarios({ uri }: ScenariosParams): Promise<ScenariosResult> {
    return this.afterChanges(uri, (document) => {
      if (!document) return { scenarios: [], complete: false };
      const { lexerErrors, parserErrors } = document.parseResult;
      return { scenarios: scenariosOf(document), complete: lexerErrors.length + parserErrors.length === 0 };
    });
  }

  /** A scenario, ready to run, or what stands in the way. */
  compile({ uri, scenario, via }: CompileParams): Promise<CompileResult> {
    return this.afterChanges(uri, (document) => {
      if (!document) throw new Error(`${uri} is not open.`);
      const { run, diagnostics } = compileScenario(this.services, document, scenario, via === undefined ? {} : { via });
      const errors = run === null ? diagnostics.filter(({ severity }) => severity === 'error') : [];
      const imports = this.services.shared.ipc.Imports.dependencies(document).map((imported) =>
        imported.uri.toString(),
      );
      return {
        run,
        diagnostics: errors.map(({ code, message, ...at }) => ({ code, message, at })),
        imports: imports.filter((imported) => !this.services.shared.ipc.Library.has(imported)),
      };
    });
  }

  /** Waits until every change that came before the request is worked into the documents. */
  private async afterChanges<T>(uri: string, answer: (document: LangiumDocument | undefined) => T): Promise<T> {
    const { WorkspaceManager, WorkspaceLock, LangiumDocuments } = this.services.shared.workspace;
    await WorkspaceManager.ready;
    return WorkspaceLock.read(() => answer(LangiumDocuments.getDocument(URI.parse(uri))));
  }
}
