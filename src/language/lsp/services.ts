import { inject, type Module } from 'langium';
import {
  type CodeActionProvider,
  createDefaultModule,
  createDefaultSharedModule,
  type DefaultSharedModuleContext,
  type LangiumServices,
  type LangiumSharedServices,
} from 'langium/lsp';
import { IpcGeneratedModule, IpcGeneratedSharedModule } from '../generated/module.ts';
import type { IpcAddedServices, IpcAddedSharedServices } from '../module.ts';
import { IpcCodeActionProvider } from '../quickfix/provider.ts';
import { registerValidation } from '../validation/register.ts';
import { IpcModule, IpcSharedModule } from '../wiring.ts';

/** Services shared by all documents, with those of an editor. */
export type IpcSharedLanguageServices = LangiumSharedServices & IpcAddedSharedServices;

/** Services of the scenario language, with those of an editor. */
export type IpcLanguageServices = LangiumServices & IpcAddedServices & { readonly shared: IpcSharedLanguageServices };

/** What a host replaces of the shared services: where the library and the imported files come from. */
export type HostModule = Module<
  IpcSharedLanguageServices,
  {
    readonly workspace?: Partial<LangiumSharedServices['workspace']>;
    readonly lsp?: Partial<LangiumSharedServices['lsp']>;
  }
>;

/** Quick fixes for the diagnostics of validation/messages.ts. */
const IpcFixesModule: Module<IpcLanguageServices, { readonly lsp: { readonly CodeActionProvider: CodeActionProvider } }> = {
  lsp: { CodeActionProvider: (services) => new IpcCodeActionProvider(services) },
};

/** The scenario language for an editor: everything that a language server answers. */
export function createIpcLanguageServices(
  context: DefaultSharedModuleContext,
  host: HostModule = {},
): IpcLanguageServices {
  const shared = inject(createDefaultSharedModule(context), IpcGeneratedSharedModule, IpcSharedModule, host);
  const services = inject(createDefaultModule({ shared }), IpcGeneratedModule, IpcModule, IpcFixesModule, {
    shared: () => shared,
  });
  shared.ServiceRegistry.register(services);
  registerValidation(services);
  return services;
}
