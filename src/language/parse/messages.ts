import { AbstractParserErrorMessageProvider, DefaultLexerErrorMessageProvider, type LexerResult } from 'langium';
import { alternativesIn, contentOf } from './expectations.ts';

type Token = LexerResult['tokens'][number];
type TokenType = Token['tokenType'];

/** Says in words what should stand where the text cannot be read. */
export class IpcParserMessages extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage(options: { expected: TokenType; actual: Token; ruleName: string }): string {
    const { expected, actual } = options;
    const rule = ruleOf(options);
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
    if (firstRedundant.image === '}') return 'This "}" closes nothing. Remove it.';
    if (firstRedundant.image === 'import') return 'Imports stand at the top of the file, before the first declaration.';
    return shouldBe(alternativesIn('Element') ?? 'a declaration', firstRedundant);
  }

  override buildNoViableAltMessage(options: { actual: Token[]; ruleName: string }): string {
    const actual = options.actual[0];
    const rule = ruleOf(options);
    if (rule === 'Name' && actual && isWord(actual)) return reservedWord(actual);
    return shouldBe(alternativesIn(rule) ?? contentOf(rule) ?? 'something else', actual);
  }

  override buildEarlyExitMessage(options: { actual: Token[]; ruleName: string }): string {
    return shouldBe(alternativesIn(ruleOf(options)) ?? 'something more', options.actual[0]);
  }
}

/** Says which character means nothing, without repeating an invisible one. */
export class IpcLexerMessages extends DefaultLexerErrorMessageProvider {
  override buildUnexpectedCharactersMessage(fullText: string, startOffset: number, length: number): string {
    const shown = fullText.slice(startOffset, startOffset + Math.min(length, 20));
    const advice = /[\p{L}\p{M}]/u.test(shown) ? ' Names are made of the letters A to Z, digits and _.' : ' Remove it.';
    return `"${shown}" means nothing in this language.${advice}`;
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

function reservedWord(token: Token): string {
  return `"${token.image}" is a word of the language and cannot be a name here. Choose another name.`;
}

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
