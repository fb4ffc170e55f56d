import { DefaultTokenBuilder, type GrammarAST, type LexerResult } from 'langium';

type TokenType = LexerResult['tokens'][number]['tokenType'];

/**
 * Tokens of the scenario language. A keyword that begins a longer word gives way to that word; a word before a colon
 * is a LABEL even when it begins with a keyword (`originator:` begins with `or`).
 */
export class IpcTokenBuilder extends DefaultTokenBuilder {
  protected override findLongerAlt(keyword: GrammarAST.Keyword, terminals: TokenType[]): TokenType[] {
    const found = super.findLongerAlt(keyword, terminals);
    const label = terminals.find((terminal) => terminal.name === 'LABEL');
    return found.length > 0 && label ? [label, ...found.filter((terminal) => terminal !== label)] : found;
  }
}
