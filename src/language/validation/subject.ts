import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { type Domain, type IpcAstType, isBody, isThread, type Model, type Profile } from '../generated/ast.ts';
import { type Knowledge, knowledge } from './knowledge.ts';
import type { Report } from './report.ts';

/** One file under validation: what every rule looks at. */
export interface Subject {
  readonly model: Model;
  readonly document: LangiumDocument;
  readonly report: Report;
  /** The file's nodes of one type, in the order of the text. */
  readonly all: <K extends keyof IpcAstType>(type: K) => readonly IpcAstType[K][];
  /** The documents that the file imports, and what those import in turn. */
  readonly imported: readonly LangiumDocument[];
  /** The built-in library, which every file sees. */
  readonly library: readonly LangiumDocument[];
  /** Profiles that supply missing prices. */
  readonly assumed: readonly Profile[];
  readonly knowledge: Knowledge;
}

/** One concern: looks at a file and reports. */
export type Rule = (subject: Subject) => void;

/** Walks the file once and sorts its nodes by type. */
export function subjectOf(
  model: Model,
  report: Report,
  imported: readonly LangiumDocument[],
  library: readonly LangiumDocument[],
  assumed: readonly Profile[],
): Subject {
  const byType = new Map<string, AstNode[]>();
  for (const node of AstUtils.streamAst(model)) {
    const nodes = byType.get(node.$type);
    if (nodes) nodes.push(node);
    else byType.set(node.$type, [node]);
  }
  return {
    model,
    document: AstUtils.getDocument(model),
    report,
    imported,
    library,
    assumed,
    knowledge: knowledge(),
    all: (type) => ofType(byType.get(type) ?? [], type),
  };
}

function ofType<K extends keyof IpcAstType>(nodes: readonly AstNode[], type: K): readonly IpcAstType[K][] {
  return nodes.filter((node): node is IpcAstType[K] => node.$type === type);
}

/** The domain in which a statement runs: its thread's, or the exporter's of its body. */
export function runsIn(statement: AstNode): Domain | undefined {
  const body = AstUtils.getContainerOfType(statement, isBody);
  if (body) return body.$container.$container;
  return AstUtils.getContainerOfType(statement, isThread)?.domain?.ref;
}
