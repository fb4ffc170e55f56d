import { describe, expect, it, test } from 'vitest';
import { filesIn } from '../support.ts';
import { tokenize } from './tokens.ts';

/** The innermost scope of the first piece with this text, without the language's suffix. */
async function scopeOf(text: string, piece: string): Promise<string | undefined> {
  const pieces = (await tokenize(text)).flat();
  return pieces
    .find((each) => each.text.trim() === piece)
    ?.scopes.at(-1)
    ?.replace(/\.ipc$/, '');
}

describe('colours', () => {
  test.each([
    ['client: trap as callTrap', 'client', 'variable.parameter.role'],
    ['client: trap as callTrap', 'trap', 'support.function.verb'],
    ['client: trap as callTrap', 'callTrap', 'entity.name.label'],
    ['originator: run stub', 'originator', 'variable.parameter.role'],
    ['kernel: idlers.miss(space)', 'idlers', 'variable.other.slot'],
    ['kernel: switch to server', 'to', 'support.function.verb'],
    ['trap = 18us derived "Table V"', '18', 'constant.numeric'],
    ['trap = 18us derived "Table V"', 'us', 'keyword.other.unit'],
    ['trap = 18us derived "Table V"', 'derived', 'storage.modifier.provenance'],
    ['copy = 0.175us/byte', 'us/byte', 'keyword.other.unit'],
    ['with 60% { }', '%', 'keyword.other.unit'],
    ['bind files = A -> B.Files via lrpc(astacks = 2)', 'files', 'entity.name.variable'],
    ['bind files = A -> B.Files via lrpc(astacks = 2)', 'lrpc', 'entity.name.type.class'],
    ['bind {', 'bind', 'storage.type.section'],
    ['  call {', 'call', 'storage.type.section'],
    ['mechanism ours extends lrpc {', 'ours', 'entity.name.type.class'],
    ['mechanism ours extends lrpc {', 'lrpc', 'entity.other.inherited-class'],
    ['interface Files { Read(block: int32) }', 'Files', 'entity.name.type'],
    ['interface Files { Read(block: int32) }', 'Read', 'entity.name.function'],
    ['domain A on M', 'A', 'entity.name.type'],
    ['option astacks = 5', 'astacks', 'entity.name.variable'],
    ['option exhaustion: wait | grow = wait', 'exhaustion', 'entity.name.variable'],
    ['policy idlers: domainCaching', 'idlers', 'variable.other.slot'],
    ['@expect(latency(test.Null).mean <= 159us)', 'expect', 'storage.type.annotation'],
    ['after callTrap { }', 'callTrap', 'entity.name.label'],
    ['thread T in D count 3 {', 'T', 'entity.name.variable'],
    ['// trap', 'trap', 'comment.line.double-slash'],
    ['"trap \\" still"', '\\"', 'constant.character.escape'],
    ['when a is not free { }', 'not', 'keyword.operator.word'],
  ])('%s: %s is %s', async (text, piece, scope) => {
    expect(await scopeOf(text, piece)).toBe(scope);
  });

  it('go on over the lines of a doc comment and end with it', async () => {
    const lines = await tokenize('/** one\n * two */\nmachine M profile cvax');
    expect(lines[1]?.[0]?.scopes).toContain('comment.block.documentation.ipc');
    expect(lines[2]?.[0]?.scopes).toContain('storage.type.ipc');
  });

  it('leave no word of the library without a name but references', async () => {
    const keywords =
      /^(mechanism|machine|trap|copy|switch|needs|option|when|else|via|avoids|measured|derived|assumed)$/;
    const plain: string[] = [];
    for (const { uri, text } of [...filesIn('media/library'), ...filesIn('test/fixtures/language')]) {
      for (const [line, pieces] of (await tokenize(text)).entries()) {
        const words = pieces.filter(({ scopes }) => scopes.length === 1).flatMap((piece) => piece.text.split(/\W+/));
        plain.push(...words.filter((word) => keywords.test(word)).map((word) => `${uri}:${line + 1} ${word}`));
      }
    }
    expect(plain).toEqual([]);
  });
});
