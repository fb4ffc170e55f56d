import { type LangiumDocument, UriUtils } from 'langium';
import { isModel, Mechanism, type Variant } from '../generated/ast.ts';
import type { IpcServices } from '../module.ts';
import { checkDocuments, openDocument, type SourceDiagnostic } from '../workspace.ts';
import type { Replacement } from './compilation.ts';

/** How the text of {@link readVia} is called where a file's name would stand. */
export const VIA = '--via';

/** The scenario that the text is read in runs nothing. */
const NO_THREAD = 'ipc/noThread';
const UNKNOWN = 'ipc/unknownName';

/** Mechanisms that take the place of those in the file, or what is wrong with their text. */
export type ReadVia =
  | { readonly replacements: readonly Replacement[] }
  | { readonly diagnostics: readonly SourceDiagnostic[] };

/**
 * Reads mechanisms with settings as `@compare` takes them: `lrpc(astacks = 2), rpc`. They may name what the file sees.
 * Errors stand in a file called {@link VIA} beside it, at their place in the text.
 */
export async function readVia(services: IpcServices, file: LangiumDocument, text: string): Promise<ReadVia> {
  const head = `import ${quoted(UriUtils.basename(file.uri))} @compare(`;
  const uri = UriUtils.joinPath(UriUtils.dirname(file.uri), VIA).toString();
  const document = openDocument(services, uri, `${head}${text}\n) scenario Via { }`);
  const found = await checkDocuments(services, [document]);
  const errors = found.filter(({ severity, code }) => severity === 'error' && code !== NO_THREAD);
  if (errors.length > 0)
    return { diagnostics: errors.map((error) => named(services, moved(error, head.length), text)) };
  const variants = variantsIn(document);
  if (variants === null) return { diagnostics: [notOnlyMechanisms(uri)] };
  const replacements = variants.flatMap(({ mechanism, settings }) =>
    mechanism.ref === undefined ? [] : [{ mechanism: mechanism.ref, settings }],
  );
  return { replacements };
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Null if the text closes the parenthesis and says more. */
function variantsIn(document: LangiumDocument): readonly Variant[] | null {
  const model = document.parseResult.value;
  const [scenario, more] = isModel(model) ? model.elements : [];
  if (scenario?.$type !== 'Scenario' || more !== undefined) return null;
  const [compare, other] = scenario.annotations;
  return compare?.$type === 'Compare' && other === undefined ? compare.mechanisms : null;
}

/** What stands before the text is no part of it. */
function moved(error: SourceDiagnostic, by: number): SourceDiagnostic {
  const column = (line: number, at: number): number => (line === 0 ? Math.max(0, at - by) : at);
  return { ...error, column: column(error.line, error.column), endColumn: column(error.endLine, error.endColumn) };
}

/** Who types a name on the command line declares nothing there: all that there are help more. */
function named(services: IpcServices, error: SourceDiagnostic, text: string): SourceDiagnostic {
  const { code, message, line, column, endColumn } = error;
  if (code !== UNKNOWN || line > 0 || message.includes('Did you mean')) return error;
  const known = services.shared.workspace.IndexManager.allElements(Mechanism.$type).map(({ name }) => name);
  const names = [...new Set(known)].sort().join(', ');
  return { ...error, message: `No mechanism is named "${text.slice(column, endColumn)}". There are ${names}.` };
}

function notOnlyMechanisms(uri: string): SourceDiagnostic {
  const message = `${VIA} takes mechanisms with their settings alone, such as "lrpc(astacks = 2), rpc".`;
  const at = { uri, line: 0, column: 0, endLine: 0, endColumn: 0 };
  return { ...at, severity: 'error', code: 'ipc/cannotRun', message, related: [] };
}
