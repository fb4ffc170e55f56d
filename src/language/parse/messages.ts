import { AbstractParserErrorMessageProvider, DefaultLexerErrorMessageProvider, type LexerResult } from 'langium';
import { alternativesIn, contentOf } from './expectations.ts';

type Token = LexerResult['tokens'][number];
type TokenType = Token['tokenType'];

/** Ends a parse that had as many errors as it may have. */
class TooManyErrors extends Error {}

type Run<T> = { readonly done: true; readonly result: T } | { readonly done: false };

/** Says in words what should stand where the text cannot be read. */
export class IpcParserMessages extends AbstractParserErrorMessageProvider {
  private left = Number.POSITIVE_INFINITY;

  /** Runs a parse that ends undone at its error after the first `most`. */
  limited<T>(most: number, parse: () => T): Run<T> {
    this.left = most;
    try {
      return { done: true, result: parse() };
    } catch (error) {
      if (error instanceof TooManyErrors) return { done: false };
      throw error;
    } finally {
      this.left = Number.POSITIVE_INFINITY;
    }
  }

  private count(): void {
    this.left -= 1;
    if (this.left < 0) throw new TooManyErrors();
  }

  override buildMismatchTokenMessage(options: { expected: TokenType; actual: Token; ruleName: string }): string {
    this.count();
    const { expected, actual } = options;
    const rule = ruleOf(options);
    if (expected.name === 'EOF') return redundant(actual);
    if (isName(expected) && isWord(actual)) return reservedWord(actual);
    const content = contentOf(rule);
    if (expected.name === '}' && content) {
      return isEnd(actual)
        ? 'The file ends inside a block. Close it with "}".'
        : `${quoted(actual)} does not fit here. Here should be ${content}, or "}".`;
    }
    return shouldBe(inWords(expected), actual);
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: Token }): string {
    this.count();
    return redundant(firstRedundant);
  }

  override buildNoViableAltMessage(options: { actual: Token[]; ruleName: string }): string {
    this.count();
    const actual = options.actual[0];
    const rule = ruleOf(options);
    if (NAMES.has(rule) && actual && isWord(actual)) return reservedWord(actual);
    return shouldBe(alternativesIn(rule) ?? contentOf(rule) ?? 'something else', actual);
  }

  override buildEarlyExitMessage(options: {
    expectedIterationPaths: TokenType[][];
    actual: Token[];
    ruleName: string;
  }): string {
    this.count();
    const { expectedIterationPaths, actual } = options;
    const first = new Set(expectedIterationPaths.flatMap(([type]) => (type === undefined ? [] : [inWords(type)])));
    return shouldBe(alternativesIn(ruleOf(options)) ?? [...first].join(' or '), actual[0]);
  }
}

/** Says what is left over when the text has been examined, such as a lone sign. */
export class IpcLexerMessages extends DefaultLexerErrorMessageProvider {
  override buildUnexpectedCharactersMessage(fullText: string, startOffset: number, length: number): string {
    return `"${fullText.slice(startOffset, startOffset + Math.min(length, 20))}" means nothing here. Remove it.`;
  }
}

function ruleOf({ ruleName }: { ruleName: string }): string {
  return ruleName.replace('\u200B', '');
}

function shouldBe(expected: string, actual: Token | undefined): string {
  return actual === undefined || isEnd(actual)
    ? `The file ends too early: here should be ${expected}.`
    : `Here should be ${expected}, not ${quoted(actual)}.`;
}

/** What stands after the last declaration that could be read. */
function redundant(token: Token): string {
  if (token.image === '}') return 'This "}" closes nothing. Remove it.';
  if (token.image === 'import' || token.image === 'assume')
    return 'Imports stand at the top of the file, before the first declaration. So do assumptions.';
  return shouldBe(alternativesIn('Element') ?? 'a declaration', token);
}

function reservedWord(token: Token): string {
  return `"${token.image}" is a word of the language and cannot be a name here. Choose another name.`;
}

const NAMES: ReadonlySet<string> = new Set(['Name', 'Noun', 'Member', 'Label', 'FormalLabel']);

const TERMINALS: Readonly<Record<string, string>> = {
  ID: 'a name',
  LABEL: 'a name and a colon',
  QUANTITY: 'a number with its unit, such as 18us or 200 bytes',
  NUMBER: 'a number',
  STRING: 'a text in quotes',
  EOF: 'the end of the file',
};

function inWords(type: TokenType): string {
  return TERMINALS[type.name] ?? `"${type.name}"`;
}

function isName(type: TokenType): boolean {
  return type.name === 'ID' || type.name === 'LABEL';
}

/** A keyword that looks like a name. */
function isWord({ image, tokenType }: Token): boolean {
  return /^[a-z]+$/i.test(image) && image === tokenType.name;
}

function isEnd(token: Token): boolean {
  return token.tokenType.name === 'EOF';
}

function quoted(token: Token): string {
  return `"${token.image.length > 40 ? `${token.image.slice(0, 40)}…` : token.image}"`;
}
