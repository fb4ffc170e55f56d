import {
  type AstNode,
  type CompletionParserResult,
  createParser,
  LangiumCompletionParser,
  LangiumParser,
  type ParseResult,
  type ParserOptions,
} from 'langium';
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

/** Creates the parser that finds out what may stand at a place. */
export function createIpcCompletionParser(services: IpcServices, messages: IpcParserMessages): LangiumCompletionParser {
  const parser = new IpcCompletionParser(services, messages);
  createParser(services.Grammar, parser, services.parser.Lexer.definition);
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

/** What may stand at a place of a text full of errors is not worth the time to find out: there are no proposals. */
class IpcCompletionParser extends LangiumCompletionParser {
  private readonly messages: IpcParserMessages;

  constructor(services: IpcServices, messages: IpcParserMessages) {
    super(services);
    this.messages = messages;
  }

  override parse(input: string): CompletionParserResult {
    const run = this.messages.limited(MOST_ERRORS, () => super.parse(input));
    return run.done ? run.result : { tokens: [], elementStack: [], tokenIndex: 0 };
  }
}
