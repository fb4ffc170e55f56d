import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import { syntax, tooDeep } from '../validation/messages/names.ts';
import { DEEPEST_NESTING, LONGEST_EXPRESSION, tooDeepAt } from './nesting.ts';
import { examineText, type TextProblem } from './text.ts';

type LexingError = LexerResult['errors'][number];

/** An error of the lexer that is a diagnostic with a code. */
type CodedLexingError = LexingError & TextProblem;

/** A lexer that examines the text first, and hands nothing to the parser that would take the parser down. */
export class IpcLexer extends DefaultLexer {
  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const examined = examineText(text);
    const result = super.tokenize(examined.text, options);
    const errors = [...placed(text, examined.problems), ...result.errors];
    const deep = tooDeepAt(result.tokens);
    return deep
      ? { tokens: [], hidden: [], errors: placed(text, [tooDeepFrom(deep.startOffset)]) }
      : { ...result, errors };
  }
}

function tooDeepFrom(offset: number): TextProblem {
  return { ...tooDeep(DEEPEST_NESTING, LONGEST_EXPRESSION), offset, length: 1 };
}

/** The code of an error of the lexer: its own, or that of any other syntax error. */
export function codeOf(error: LexingError): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : syntax('').code;
}

/** Adds line and column to problems that are sorted by offset. */
function placed(text: string, problems: readonly TextProblem[]): CodedLexingError[] {
  const lineEnd = /\r\n?|\n/g;
  let line = 1;
  let start = 0;
  return problems.map((problem) => {
    for (
      lineEnd.lastIndex = start;
      lineEnd.test(text) && lineEnd.lastIndex <= problem.offset;
      start = lineEnd.lastIndex
    ) {
      line += 1;
    }
    return { ...problem, message: problem.text, line, column: problem.offset - start + 1 };
  });
}
