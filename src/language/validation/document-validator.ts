import {
  AstUtils,
  DefaultDocumentValidator,
  type LangiumCoreServices,
  type LangiumDocument,
  type ValidationOptions,
} from 'langium';
import { codeOf } from '../parse/lexer.ts';
import { linkProblem } from './links.ts';
import { syntax, tooManyProblems } from './messages/names.ts';
import { MOST_DIAGNOSTICS, reportTo, type Severity } from './report.ts';

type Diagnostics = Awaited<ReturnType<DefaultDocumentValidator['validateDocument']>>;

/**
 * Gives lexer, parser and linker errors the codes and words of messages/, and keeps the list short: a hostile file
 * must not bury the editor. The file's own rules run once on its root (see register.ts), not on each node.
 */
export class IpcDocumentValidator extends DefaultDocumentValidator {
  private readonly services: LangiumCoreServices;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.services = services;
  }

  override async validateDocument(
    ...args: Parameters<DefaultDocumentValidator['validateDocument']>
  ): Promise<Diagnostics> {
    const all = await super.validateDocument(...args);
    return all.length > MOST_DIAGNOSTICS ? [...all.slice(0, MOST_DIAGNOSTICS), closingNote()] : all;
  }

  protected override processLexingErrors(...args: Parameters<DefaultDocumentValidator['processLexingErrors']>): void {
    super.processLexingErrors(...args);
    const [{ lexerErrors }, diagnostics] = args;
    for (const [index, diagnostic] of diagnostics.entries()) {
      const error = lexerErrors[index];
      diagnostic.code ??= error ? codeOf(error) : syntax('').code;
    }
  }

  protected override processParsingErrors(...args: Parameters<DefaultDocumentValidator['processParsingErrors']>): void {
    super.processParsingErrors(...args);
    for (const diagnostic of args[1]) diagnostic.code ??= syntax('').code;
  }

  protected override processLinkingErrors(
    document: LangiumDocument,
    diagnostics: Diagnostics,
    _options: ValidationOptions,
  ): void {
    const locator = this.services.workspace.AstNodeLocator;
    const accept = (severity: Severity, text: string, info: Parameters<typeof this.toDiagnostic>[2]): void => {
      diagnostics.push(this.toDiagnostic(severity, text, info));
    };
    const report = reportTo(accept, (node) => locator.getAstNodePath(node));
    for (const reference of document.references) {
      const info = reference.error?.info;
      if (!info || report.isFull()) continue;
      const expected = this.services.shared.AstReflection.getReferenceType(info);
      const problem = linkProblem(info, expected, this.services.references.ScopeProvider);
      if (!problem) continue;
      const { property, index } = info;
      report(
        problem.message,
        { node: info.container, property, ...(index === undefined ? {} : { index }) },
        problem.related,
        { ...problem.facts, property, ...(index === undefined ? {} : { index }) },
      );
    }
  }

  protected override validateSingleNodeOptions(
    node: Parameters<DefaultDocumentValidator['validateSingleNodeOptions']>[0],
  ): {
    validateNode: boolean;
    validateChildren: boolean;
  } {
    return { validateNode: AstUtils.findRootNode(node) === node, validateChildren: false };
  }
}

function closingNote(): Diagnostics[number] {
  const { text, code } = tooManyProblems(MOST_DIAGNOSTICS);
  const start = { line: 0, character: 0 };
  return { severity: 3, message: text, code, range: { start, end: start }, source: 'ipc' };
}
