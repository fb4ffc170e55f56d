import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcLanguageServices } from '../../../../src/language/lsp/types.ts';
import { editor, given, open } from './marked.ts';

let services: IpcLanguageServices;
beforeAll(async () => {
  services = await editor();
});

const world = `machine M profile cvax
interface I { P() }
domain A on M
domain B on M { export I }
bind b = A -> B.I via lrpc
`;
const scenario = '\nscenario S { thread T in A { b.P } }';

async function hoverText(marked: string): Promise<string> {
  const opened = await open(services, marked);
  const hover = await given(services.lsp.HoverProvider).getHoverContent(opened.document, opened.at);
  return JSON.stringify(hover?.contents ?? '');
}

async function proposals(marked: string) {
  const opened = await open(services, marked);
  const found = await given(services.lsp.CompletionProvider).getCompletion(opened.document, opened.at);
  return { opened, items: found?.items ?? [] };
}

describe('the id of a published fact', () => {
  test('tells on hover what the fact says, where, and under which conditions', async () => {
    const text = await hoverText(`${world}@published("lrpc.t5.<|>traps", time(b.P, "trap"))${scenario}`);
    expect(text).toContain('**36 us**');
    expect(text).toContain('two kernel traps');
    expect(text).toContain('Table V');
    expect(text).not.toContain('Not verified');
  });

  test('says that the paper was not seen, also in a price', async () => {
    const text = await hoverText('profile p extends cvax { trap = 1us measured "x" from "urpc.lat.<|>c1s1t1" }');
    expect(text).toContain('Not verified against the paper');
  });

  test.each([
    ['in an annotation', `${world}@published("<[lrpc.t5.<|>]>", 1us)${scenario}`],
    ['of an unfinished line', `${world}@published("<[lrpc<|>]>`],
    ['behind an earlier one of a price', 'profile p { trap = 1us measured "x" from "lrpc.t5.traps", "<[<|>]>" }'],
  ])('is completed %s', async (_, marked) => {
    const { opened, items } = await proposals(marked);
    const item = given(items.find(({ label }) => label === 'lrpc.t5.traps'));
    const range = given(item.textEdit && 'range' in item.textEdit ? item.textEdit.range : undefined);
    const at = opened.document.textDocument;
    expect({ start: at.offsetAt(range.start), end: at.offsetAt(range.end) }).toEqual(opened.ranges[0]);
    expect(items.length).toBeGreaterThan(100);
  });

  test('is not proposed in other texts', async () => {
    const { items } = await proposals(`${world}@title("lrpc<|>")${scenario}`);
    expect(items.filter(({ label }) => label.startsWith('lrpc.t5'))).toEqual([]);
  });
});
