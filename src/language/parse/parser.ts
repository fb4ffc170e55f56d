import { type AstNode, createParser, LangiumParser, type ParseResult, type ParserOptions } from 'langium';
import type { IpcServices } from '../module.ts';
import type { IpcParserMessages } from './messages.ts';

/**
 * Errors after which a text is not read any further. Each costs about a fifth of a millisecond, and a person sees the
 * first ones only.
 */
const MOST_ERRORS = 500;

/** Creates the parser of the scenario language. */
export function createIpcParser(services: IpcServices, messages: IpcParserMessages): LangiumParser {
  const parser = createParser(services.Grammar, new IpcParser(services, messages), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}

/** A parser that gives up on a text that is full of errors: then it returns the errors and an empty model. */
class IpcParser extends LangiumParser {
  private readonly messages: IpcParserMessages;

  constructor(services: IpcServices, messages: IpcParserMessages) {
    super(services);
    this.messages = messages;
  }

  override parse<T extends AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
    const run = this.messages.limited(MOST_ERRORS, () => super.parse<T>(input, options));
    if (run.done) return run.result;
    const parserErrors = [...this.wrapper.errors];
    // The parser left off in the middle: its stack of unfinished nodes is the one state that a new parse does not reset.
    Reflect.set(this, 'stack', []);
    return { ...super.parse<T>('', options), parserErrors };
  }
}
