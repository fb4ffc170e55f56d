import type { LexerResult } from 'langium';

type Token = LexerResult['tokens'][number];

/** Braces, brackets, `else when` and signs inside each other. The parser's stack ends between 200 and 400. */
export const DEEPEST_NESTING = 100;
/** Operators in one expression: each makes its syntax tree one level deeper. */
export const LONGEST_EXPRESSION = 500;

const OPENING: ReadonlySet<string> = new Set(['{', '(', '[']);
const CLOSING: ReadonlySet<string> = new Set(['}', ')', ']']);
const OPERATORS: ReadonlySet<string> = new Set(
  '* / + - < > <= >= == != and or not is has no idle processor . ,'.split(' '),
);
const PREFIXES: ReadonlySet<string> = new Set(['-', 'not']);

/** The first token at which a text is nested deeper, or an expression is longer, than the parser can follow. */
export function tooDeepAt(tokens: readonly Token[]): Token | undefined {
  const depth = new Depth();
  return tokens.find((token, index) => depth.step(token, tokens[index - 1]));
}

class Depth {
  /** For each open bracket, how many `else when` follow each other in it. */
  private readonly chains: number[] = [0];
  private chained = 0;
  private prefixes = 0;
  private operators = 0;
  private afterOperand = false;

  /** Whether the token goes too deep. */
  step(token: Token, previous: Token | undefined): boolean {
    const name = token.tokenType.name;
    if (previous?.tokenType.name === '}' && name !== 'else') this.endChain();
    if (name === 'when' && previous?.tokenType.name === 'else') this.addToChain();
    if (OPENING.has(name)) this.chains.push(0);
    if (CLOSING.has(name) && this.chains.length > 1) this.chained -= this.chains.pop() ?? 0;
    this.count(name);
    const nested = this.chains.length - 1 + this.chained + this.prefixes;
    return nested > DEEPEST_NESTING || this.operators > LONGEST_EXPRESSION;
  }

  private addToChain(): void {
    const last = this.chains.length - 1;
    this.chains[last] = (this.chains[last] ?? 0) + 1;
    this.chained += 1;
  }

  private endChain(): void {
    const last = this.chains.length - 1;
    this.chained -= this.chains[last] ?? 0;
    this.chains[last] = 0;
  }

  /** An expression goes on as long as operators stand between its values. */
  private count(name: string): void {
    const operator = OPERATORS.has(name);
    this.prefixes = PREFIXES.has(name) ? this.prefixes + 1 : 0;
    if (operator) this.operators += 1;
    else if (this.afterOperand && !OPENING.has(name) && !CLOSING.has(name)) this.operators = 0;
    this.afterOperand = !operator && !OPENING.has(name);
  }
}
