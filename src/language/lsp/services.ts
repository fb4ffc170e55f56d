import { inject, type Module } from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type DefaultSharedModuleContext,
  type LangiumLSPServices,
  type LangiumSharedServices,
} from 'langium/lsp';
import { IpcGeneratedModule, IpcGeneratedSharedModule } from '../generated/module.ts';
import { IpcCodeActionProvider } from '../quickfix/provider.ts';
import { registerValidation } from '../validation/register.ts';
import { IpcModule, IpcSharedModule } from '../wiring.ts';
import { IpcCompletionProvider } from './completion.ts';
import { IpcFormatter } from './formatter.ts';
import { IpcHoverProvider } from './hover.ts';
import { IpcNodeKindProvider } from './kinds.ts';
import { IpcDocumentLinkProvider } from './links.ts';
import { IpcRenameProvider } from './rename.ts';
import { IpcSemanticTokenProvider } from './semantic-tokens.ts';
import { IpcDocumentSymbolProvider } from './symbols.ts';
import type { IpcLanguageServices, IpcSharedLanguageServices } from './types.ts';

/** What a host replaces of the shared services: where the library and the imported files come from. */
export type HostModule = Module<
  IpcSharedLanguageServices,
  {
    readonly workspace?: Partial<LangiumSharedServices['workspace']>;
    readonly lsp?: Partial<LangiumSharedServices['lsp']>;
  }
>;

const IpcSharedLanguageModule: Module<
  IpcSharedLanguageServices,
  { readonly lsp: Pick<LangiumSharedServices['lsp'], 'NodeKindProvider'> }
> = {
  lsp: { NodeKindProvider: () => new IpcNodeKindProvider() },
};

const IpcLanguageModule: Module<IpcLanguageServices, { readonly lsp: Partial<LangiumLSPServices['lsp']> }> = {
  lsp: {
    CodeActionProvider: (services) => new IpcCodeActionProvider(services),
    CompletionProvider: (services) => new IpcCompletionProvider(services),
    DocumentLinkProvider: () => new IpcDocumentLinkProvider(),
    DocumentSymbolProvider: (services) => new IpcDocumentSymbolProvider(services),
    Formatter: () => new IpcFormatter(),
    HoverProvider: (services) => new IpcHoverProvider(services),
    RenameProvider: (services) => new IpcRenameProvider(services),
    SemanticTokenProvider: (services) => new IpcSemanticTokenProvider(services),
  },
};

/** The scenario language for an editor: everything that a language server answers. */
export function createIpcLanguageServices(
  context: DefaultSharedModuleContext,
  host: HostModule = {},
): IpcLanguageServices {
  const shared = inject(
    createDefaultSharedModule(context),
    IpcGeneratedSharedModule,
    IpcSharedModule,
    IpcSharedLanguageModule,
    host,
  );
  const own = { shared: () => shared };
  const services = inject(createDefaultModule({ shared }), IpcGeneratedModule, IpcModule, IpcLanguageModule, own);
  shared.ServiceRegistry.register(services);
  registerValidation(services);
  return services;
}
