import type {
  LangiumCoreServices,
  LangiumDefaultCoreServices,
  LangiumDefaultSharedCoreServices,
  Module,
} from 'langium';
import { IpcDocumentBuilder } from './build.ts';
import { IpcCommentProvider, IpcDocumentationProvider } from './documentation.ts';
import { IpcLanguageMetaData } from './generated/module.ts';
import { FactBook } from './model/fact-book.ts';
import type { IpcAddedServices, IpcAddedSharedServices, IpcServices, IpcSharedServices } from './module.ts';
import { IpcLexer } from './parse/lexer.ts';
import { IpcLexerMessages, IpcParserMessages } from './parse/messages.ts';
import { createIpcCompletionParser, createIpcParser } from './parse/parser.ts';
import { IpcTokenBuilder } from './parse/token-builder.ts';
import { Assumptions } from './scope/assumptions.ts';
import { ImportGraph } from './scope/imports.ts';
import { IpcIndexManager } from './scope/index-manager.ts';
import { LibraryFiles } from './scope/library.ts';
import { IpcScopeComputation } from './scope/scope-computation.ts';
import { IpcScopeProvider } from './scope/scope-provider.ts';
import { IpcServiceRegistry } from './service-registry.ts';
import { IpcDocumentValidator } from './validation/document-validator.ts';

type Replaced<T, Groups extends keyof T> = { [Group in Groups]?: Partial<T[Group]> };
/** The generator checks the grammar; checking it again at every start would cost 40 ms. */
const metaData = { ...IpcLanguageMetaData, mode: 'production' } as const;

type OwnServices = Pick<LangiumCoreServices, 'LanguageMetaData'> &
  Replaced<LangiumDefaultCoreServices, 'documentation' | 'parser' | 'references' | 'validation'>;
type OwnSharedServices = Pick<LangiumDefaultSharedCoreServices, 'ServiceRegistry'> &
  Replaced<LangiumDefaultSharedCoreServices, 'workspace'> &
  IpcAddedSharedServices;

/** The parts of the shared services that differ from Langium's. */
export const IpcSharedModule: Module<IpcSharedServices, OwnSharedServices> = {
  ServiceRegistry: (services) => new IpcServiceRegistry(services),
  workspace: {
    IndexManager: (services) => new IpcIndexManager(services),
    DocumentBuilder: (services) => new IpcDocumentBuilder(services),
  },
  ipc: {
    Library: () => new LibraryFiles(),
    Imports: (services) => new ImportGraph(services),
    Assumptions: (services) => new Assumptions(services, () => services.ipc.Imports),
    Facts: () => new FactBook(),
  },
};

/** The parts of the language's services that differ from Langium's. */
export const IpcModule: Module<IpcServices, OwnServices & IpcAddedServices> = {
  LanguageMetaData: () => metaData,
  ipc: {
    ParserMessages: () => new IpcParserMessages(),
  },
  documentation: {
    CommentProvider: (services) => new IpcCommentProvider(services),
    DocumentationProvider: (services) => new IpcDocumentationProvider(services),
  },
  parser: {
    Lexer: (services) => new IpcLexer(services),
    LexerErrorMessageProvider: () => new IpcLexerMessages(),
    ParserErrorMessageProvider: (services) => services.ipc.ParserMessages,
    LangiumParser: (services) => createIpcParser(services, services.ipc.ParserMessages),
    CompletionParser: (services) => createIpcCompletionParser(services, services.ipc.ParserMessages),
    TokenBuilder: () => new IpcTokenBuilder(),
  },
  references: {
    ScopeProvider: (services) => new IpcScopeProvider(services),
    ScopeComputation: (services) => new IpcScopeComputation(services),
  },
  validation: {
    DocumentValidator: (services) => new IpcDocumentValidator(services),
  },
};
