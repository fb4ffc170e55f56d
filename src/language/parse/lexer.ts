import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import { DEEPEST_NESTING, LONGEST_EXPRESSION, tooDeepAt } from './nesting.ts';
import { examineText, type TextProblem } from './text.ts';

type LexingError = LexerResult['errors'][number];

/** An error of the lexer with the code and severity of its diagnostic. */
export interface CodedLexingError extends LexingError {
  readonly severity: TextProblem['severity'];
  readonly code: TextProblem['code'];
}

/** A lexer that examines the text first, and hands nothing to the parser that would take the parser down. */
export class IpcLexer extends DefaultLexer {
  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const examined = examineText(text);
    const result = super.tokenize(examined.text, options);
    const errors = [...placed(text, examined.problems), ...result.errors.map(unknownCharacters)];
    const deep = tooDeepAt(result.tokens);
    return deep ? { tokens: [], hidden: [], errors: placed(text, [tooDeep(deep.startOffset)]) } : { ...result, errors };
  }
}

function tooDeep(offset: number): TextProblem {
  const message = `This goes too deep: at most ${DEEPEST_NESTING} braces and parentheses inside each other, and ${LONGEST_EXPRESSION} operators in one expression. Take parts out. Until then the file is not read.`;
  return { offset, length: 1, severity: 'error', code: 'ipc/tooDeep', message };
}

function unknownCharacters(error: LexingError): CodedLexingError {
  return { ...error, severity: 'error', code: 'ipc/syntax' };
}

/** Adds line and column to problems that are sorted by offset. */
function placed(text: string, problems: readonly TextProblem[]): CodedLexingError[] {
  const lineEnd = /\r\n?|\n/g;
  let line = 1;
  let start = 0;
  return problems.map((problem) => {
    for (lineEnd.lastIndex = start; lineEnd.test(text) && lineEnd.lastIndex <= problem.offset; start = lineEnd.lastIndex) {
      line += 1;
    }
    return { ...problem, line, column: problem.offset - start + 1 };
  });
}
