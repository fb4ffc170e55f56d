import type { LangiumDocument } from 'langium';
import type { CodeActionProvider } from 'langium/lsp';
import type { IpcServices } from '../module.ts';
import type { QuickFix } from './context.ts';
import type { TextChange } from './edits.ts';
import { quickFixes } from './fixes.ts';

type Parameters_ = Parameters<CodeActionProvider['getCodeActions']>[1];
type Diagnostic = Parameters_['context']['diagnostics'][number];
type Actions = Exclude<Awaited<ReturnType<CodeActionProvider['getCodeActions']>>, undefined>;

/** Offers the quick fixes of the diagnostics at the cursor. */
export class IpcCodeActionProvider implements CodeActionProvider {
  private readonly services: IpcServices;

  constructor(services: IpcServices) {
    this.services = services;
  }

  getCodeActions(document: LangiumDocument, { context }: Parameters_): Actions {
    return context.diagnostics.flatMap((diagnostic) =>
      quickFixes(this.services, document, diagnostic.data).map((fix) => codeAction(fix, diagnostic)),
    );
  }
}

function codeAction(fix: QuickFix, diagnostic: Diagnostic): Actions[number] {
  return {
    title: fix.title,
    kind: 'quickfix',
    diagnostics: [diagnostic],
    isPreferred: fix.preferred,
    edit: { changes: workspaceChanges(fix.changes) },
  };
}

function workspaceChanges(changes: readonly TextChange[]) {
  const byUri = new Map<string, ReturnType<typeof textEdit>[]>();
  for (const change of changes) {
    const uri = change.document.uri.toString();
    byUri.set(uri, [...(byUri.get(uri) ?? []), textEdit(change)]);
  }
  return Object.fromEntries(byUri);
}

/** The change as the protocol writes it. */
function textEdit({ document, offset, end, text }: TextChange) {
  const { textDocument } = document;
  return { range: { start: textDocument.positionAt(offset), end: textDocument.positionAt(end) }, newText: text };
}
