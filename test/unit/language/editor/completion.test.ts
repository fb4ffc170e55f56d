import { describe, expect, it, test } from 'vitest';
import { editor, open } from './marked.ts';

const services = await editor();

const WORLD = `machine Box profile cvax
interface Files { Read(block: int32) -> bytes[512]  Sync() }
domain Editor on Box
domain Cache on Box { export Files { Read { compute 40us } } }
bind files = Editor -> Cache.Files via lrpc
`;

/** The proposals at the mark: what is shown, and what is written. */
async function proposals(marked: string): Promise<Map<string, string>> {
  const opened = await open(services, marked);
  const list = await services.lsp.CompletionProvider?.getCompletion(opened.document, opened.at);
  return new Map(
    (list?.items ?? []).map((item) => [item.label, item.textEdit?.newText ?? item.insertText ?? item.label]),
  );
}

describe('completion', () => {
  test.each([
    [
      'declarations in an empty file',
      '<|>',
      ['machine', 'domain', 'scenario', 'mechanism', 'bind'],
      ['trap', 'client'],
    ],
    ['declarations after others', `${WORLD}<|>`, ['machine', 'scenario', 'bind'], ['trap']],
    ['profiles of a machine', 'machine Box profile <|>', ['cvax'], ['lrpc']],
    ['machines of a domain', 'machine Box profile cvax\ndomain D on <|>', ['Box'], ['cvax']],
    ['mechanisms after via', `${WORLD}bind two = Editor -> Cache.Files via <|>`, ['lrpc', 'rpc', 'urpc'], ['Editor']],
    [
      'options of the mechanism',
      `${WORLD}bind two = Editor -> Cache.Files via lrpc(<|>`,
      ['astacks', 'exhaustion', 'caching'],
      ['Editor'],
    ],
    [
      'values of an option',
      `${WORLD}bind two = Editor -> Cache.Files via lrpc(exhaustion = <|>)`,
      ['wait', 'grow', 'fail'],
      [],
    ],
    [
      'statements of a thread',
      `${WORLD}scenario S { thread T in Editor { <|> } }`,
      ['files', 'compute', 'repeat'],
      ['trap', 'Editor'],
    ],
    ['procedures of a binding', `${WORLD}scenario S { thread T in Editor { files.<|> } }`, ['Read', 'Sync'], ['files']],
    ['the beginning of a procedure', `${WORLD}scenario S { thread T in Editor { files.Re<|> } }`, ['Read'], ['Sync']],
    ['domains of a thread', `${WORLD}scenario S { thread T in <|> }`, ['Editor', 'Cache'], ['Box']],
    ['roles in a section', 'mechanism m { call { <|> } }', ['client', 'server', 'kernel', 'when'], ['trap']],
    [
      'verbs after a role',
      'mechanism m { call { client: <|> } }',
      ['trap', 'copy', 'run', 'switch'],
      ['client', 'machine'],
    ],
    ['the beginning of a verb', 'mechanism m { call { client: sw<|> } }', ['switch', 'swap'], ['trap']],
    ['places of a copy', 'mechanism m extends lrpc { call { client: copy <|> } }', ['arguments', 'astack'], ['Box']],
    ['labels of the parent', 'mechanism m extends lrpc { after <|> }', ['callTrap', 'A'], ['client']],
    ['labels of another mechanism', 'mechanism m { avoids rpc.<|> }', ['B', 'C'], ['takeAstack']],
    ['needs', 'mechanism m { needs <|> }', ['sameMachine', 'chain'], ['client']],
    ['words of a price', 'profile p { <|> }', ['trap', 'copy', 'constant', 'in'], ['machine']],
    ['types of a parameter', 'interface I { P(a: <|>) }', ['int32', 'bytes', 'inout'], ['cvax']],
    [
      'outcomes of a handler',
      `${WORLD}scenario S { thread T in Editor { try { } on <|> { } } }`,
      ['callFailed'],
      ['client'],
    ],
  ])('proposes %s', async (_what, marked, expected, unexpected) => {
    const found = await proposals(marked);
    expect([...found.keys()]).toEqual(expect.arrayContaining(expected));
    for (const label of unexpected) expect([...found.keys()]).not.toContain(label);
  });
});

describe('what completion inserts', () => {
  test.each([
    ['a role with its colon', 'mechanism m { call { <|> } }', 'client', 'client: $0'],
    ['a verb with its operands', 'mechanism m { call { client: <|> } }', 'copy', 'copy ${1:arguments} -> ${2:astack}'],
    [
      'a call with its arguments',
      `${WORLD}scenario S { thread T in Editor { files.<|> } }`,
      'Read',
      'Read(${1:block})',
    ],
    ['a call without arguments', `${WORLD}scenario S { thread T in Editor { files.<|> } }`, 'Sync', 'Sync'],
    [
      'a body with its braces',
      'machine M profile cvax interface I { P() } domain D on M { export I { <|> } }',
      'P',
      'P { $0 }',
    ],
  ])('writes %s', async (_what, marked, label, written) => {
    expect((await proposals(marked)).get(label)).toBe(written);
  });

  it('does not propose words of the language as names', async () => {
    expect([...(await proposals('machine <|>')).keys()]).toEqual([]);
  });
});
