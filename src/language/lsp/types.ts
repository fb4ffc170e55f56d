import type { LangiumServices, LangiumSharedServices } from 'langium/lsp';
import type { IpcAddedServices, IpcAddedSharedServices } from '../module.ts';

/** Services shared by all documents, with those of an editor. */
export type IpcSharedLanguageServices = LangiumSharedServices & IpcAddedSharedServices;

/** Services of the scenario language, with those of an editor. */
export type IpcLanguageServices = LangiumServices & IpcAddedServices & { readonly shared: IpcSharedLanguageServices };
