import type { LangiumCoreServices, LangiumSharedCoreServices } from 'langium';
import type { FactBook } from './model/fact-book.ts';
import type { IpcParserMessages } from './parse/messages.ts';
import type { Assumptions } from './scope/assumptions.ts';
import type { ImportGraph } from './scope/imports.ts';
import type { LibraryFiles } from './scope/library.ts';

/** What IPC Tracer adds to Langium's shared services. */
export interface IpcAddedSharedServices {
  readonly ipc: {
    readonly Library: LibraryFiles;
    readonly Imports: ImportGraph;
    readonly Assumptions: Assumptions;
    readonly Facts: FactBook;
  };
}

/** What IPC Tracer adds to Langium's services of one language. */
export interface IpcAddedServices {
  readonly ipc: {
    readonly ParserMessages: IpcParserMessages;
  };
}

/** Services shared by all documents: index, builder, library, imports. */
export type IpcSharedServices = LangiumSharedCoreServices & IpcAddedSharedServices;

/** Services of the scenario language: parser, scopes, validation. */
export type IpcServices = LangiumCoreServices & IpcAddedServices & { readonly shared: IpcSharedServices };
