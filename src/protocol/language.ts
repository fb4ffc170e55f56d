/**
 * Requests between the extension host and the language server, beside those of the language server protocol. Positions are
 * the protocol's: zero-based lines and UTF-16 columns, end exclusive. Every request is answered for the text as of the last
 * change notification that precedes it.
 */
import type { ScenarioRun } from '../sim/scenario.ts';
import type { SourceRange } from '../sim/spec/site.ts';

/** What the server is started with. */
export interface InitializationOptions {
  /** The folder of the built-in library, a URI of the server's own file system. */
  readonly library: string;
}

/** Names of the requests. */
export const languageRequests = {
  /** Host to server: {@link ScenariosParams} → {@link ScenariosResult}. */
  scenarios: 'ipc/scenarios',
  /** Host to server: {@link CompileParams} → {@link CompileResult}. */
  compile: 'ipc/compile',
  /** Server to host: {@link ReadParams} → {@link ReadResult}. */
  read: 'ipc/read',
} as const;

/** The scenarios of an open document. */
export interface ScenariosParams {
  readonly uri: string;
}

/** What can be run in the document. */
export interface ScenariosResult {
  /** In the order of the text. */
  readonly scenarios: readonly ScenarioEntry[];
  /** The text parses: nothing can be missing from the list. */
  readonly complete: boolean;
}

/** A scenario as the editor offers it. */
export interface ScenarioEntry {
  readonly name: string;
  /** Text of `@title`. */
  readonly title: string | null;
  /** The whole declaration with its annotations: where the cursor stands "in" the scenario. */
  readonly range: TextRange;
  /** The name. */
  readonly selectionRange: TextRange;
  /** What `@compare` and `@sweep` make of it; empty if it runs once. */
  readonly variants: readonly string[];
}

/** A stretch of text, end exclusive. */
export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** A zero-based line, and a zero-based column in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** Compiles one scenario of an open document, with what it imports. */
export interface CompileParams {
  readonly uri: string;
  readonly scenario: string;
  /** A mechanism, with settings or without, that all bindings of the scenario take instead of their own. */
  readonly via?: string;
}

/** The compiled scenario, or why there is none. */
export interface CompileResult {
  /** Null if errors stop the scenario; `diagnostics` then names at least one. */
  readonly run: ScenarioRun | null;
  /** The errors that stop this scenario, in the order of the text, those of the scenario's own file first. */
  readonly diagnostics: readonly CompileDiagnostic[];
  /** The files that the scenario's file imports, also indirectly, without the library. */
  readonly imports: readonly string[];
}

/** An error that stops a scenario, with its place in this or an imported file. */
export interface CompileDiagnostic {
  readonly code: string;
  readonly message: string;
  readonly at: SourceRange;
}

/** The text of a file that is not open, for imports that only the editor can read, such as those of a virtual file system. */
export interface ReadParams {
  readonly uri: string;
}

/** The text that was asked for. */
export interface ReadResult {
  /** Null if there is no such file, or if it cannot be read. */
  readonly text: string | null;
}
