import type { LangiumDocument } from 'langium';
import type { Formatter } from 'langium/lsp';
import type {
  DocumentFormattingParams,
  DocumentRangeFormattingParams,
  FormattingOptions,
  TextEdit,
} from 'vscode-languageserver';
import { formatEdits } from '../format/format.ts';

/** Formats files that can be read; one with syntax errors stays as it is. */
export class IpcFormatter implements Formatter {
  formatDocument(document: LangiumDocument, { options }: DocumentFormattingParams): TextEdit[] {
    return editsOf(document, options);
  }

  formatDocumentRange(document: LangiumDocument, { options, range }: DocumentRangeFormattingParams): TextEdit[] {
    return editsOf(document, options).filter(
      (edit) => edit.range.end.line >= range.start.line && edit.range.start.line <= range.end.line,
    );
  }

  formatDocumentOnType(): TextEdit[] {
    return [];
  }

  get formatOnTypeOptions(): undefined {
    return undefined;
  }
}

function editsOf({ parseResult, textDocument }: LangiumDocument, options: FormattingOptions): TextEdit[] {
  if (parseResult.lexerErrors.length + parseResult.parserErrors.length > 0) return [];
  const text = textDocument.getText();
  const style = {
    indent: options.insertSpaces ? ' '.repeat(options.tabSize) : '\t',
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return formatEdits(parseResult.value, text, style).map(({ offset, end, text: newText }) => ({
    range: { start: textDocument.positionAt(offset), end: textDocument.positionAt(end) },
    newText,
  }));
}
