import { URI, UriUtils } from 'langium';
import { describe, expect, it, test } from 'vitest';
import { editor, given, offsetsOf, open } from './marked.ts';

const services = await editor();

const WORLD = `
machine Box profile cvax
/** Files as bytes. */
interface Files { Read(block: int32) -> bytes[512]  Sync() }
/** Edits \`text\`, see [here](http://example.org) ![x](http://example.org/x.png) <b>bold</b>. */
domain Editor on Box
domain Cache on Box { export Files { Read { compute 40us } } }
bind files = Editor -> Cache.Files via lrpc(astacks = 2)
`;

async function hover(marked: string): Promise<string | undefined> {
  const opened = await open(services, marked);
  const found = await services.lsp.HoverProvider?.getHoverContent(opened.document, opened.at);
  const contents = found?.contents;
  return contents && typeof contents === 'object' && 'value' in contents ? contents.value : undefined;
}

describe('hover', () => {
  test.each([
    [
      'a declaration with its comment',
      `${WORLD} scenario S { thread T in Edi<|>tor { } }`,
      ['domain Editor on Box', 'Edits `text`'],
    ],
    [
      'a procedure of a call',
      `${WORLD} scenario S { thread T in Editor { files.Re<|>ad(1) } }`,
      ['Read(block: int32) -> bytes[512]'],
    ],
    [
      'a mechanism of the library',
      `${WORLD} bind two = Editor -> Cache.Files via lr<|>pc`,
      ["client's own thread", 'Built-in library, lrpc\\.ipc'],
    ],
    [
      'a step that others avoid',
      'mechanism m { avoids rpc.<|>B }',
      ['copy', '**lrpc** avoids it: The stack is mapped in both domains'],
    ],
    [
      'an outcome with what the caller knows',
      `${WORLD} scenario S { thread T in Editor { try { } on callF<|>ailed { } } }`,
      ['cannot know whether the procedure ran'],
    ],
    [
      'an option with its values',
      'mechanism m extends lrpc { call { when exhaus<|>tion is wait { } } }',
      ['One of `wait`, `grow`, `fail`'],
    ],
    [
      'a verb with its meaning and prices',
      'mechanism m extends lrpc { call { client: tr<|>ap } }',
      ['enters the kernel', 'must be priced', '**cvax** `18us`', 'LRPC Table V'],
    ],
    [
      'the price of a profile',
      'profile p { tr<|>ap = 2us measured "our board" from "x.y" }',
      ['measured: our board', 'Calibrated by x\\.y'],
    ],
    [
      'the value of a constant',
      'profile p { constant c = 2<|>us derived "by hand" }',
      ['constant c = 2us', 'derived: by hand'],
    ],
    ['a built-in word', 'mechanism m { needs cha<|>in }', ['need chain', 'chain of more than two domains']],
    [
      'the size of a store, not the check of that name',
      'mechanism m extends lrpc { call { when arguments.size <= astack.si<|>ze { client: trap } } }',
      ['attribute size', 'an element of a pool', 'pool astack', 'size min(arguments.maximum'],
    ],
    [
      'the size of what is passed',
      'mechanism m extends lrpc { call { when arguments.si<|>ze <= 4 bytes { client: trap } } }',
      ['attribute size', 'place arguments'],
    ],
    ['a check where one is meant', 'mechanism m { call { kernel: validate si<|>ze } }', ['check size else tooLarge']],
    ['an annotation', '@expe<|>ct(1 < 2) scenario S { }', ['A condition that the run must satisfy']],
    ['an annotation with a text', '@ti<|>tle("x") scenario S { }', ['The name under which']],
  ])('shows %s', async (_what, marked, parts) => {
    const text = await hover(marked);
    for (const part of parts) expect(text).toContain(part);
  });

  it('makes no markup of what stands in a comment', async () => {
    const text = await hover(`${WORLD} scenario S { thread T in Edi<|>tor { } }`);
    expect(text).not.toMatch(/(?<!\\)\[here|(?<!\\)!\[|(?<!\\)<b>/);
  });

  it('cannot be made to end its block of code', async () => {
    const text = await hover('profile p { tr<|>ap = 2us measured "``` [x](command:y)" }');
    expect(text?.startsWith('````ipc\n')).toBe(true);
  });

  it('shows nothing between words', async () => {
    expect(await hover('machine Box   <|>   profile cvax')).toBeUndefined();
  });
});

describe('go to definition', () => {
  it('finds the declaration in the file', async () => {
    const opened = await open(services, 'machine <[Box]> profile cvax\ndomain D on B<|>ox');
    const [link] = (await services.lsp.DefinitionProvider?.getDefinition(opened.document, opened.at)) ?? [];
    expect(link && offsetsOf(opened, link.targetSelectionRange)).toEqual(opened.ranges[0]);
  });

  it.each([
    ['a mechanism', `${WORLD} bind two = Editor -> Cache.Files via lr<|>pc`, 'lrpc.ipc'],
    ['a profile', 'machine Box profile cv<|>ax', 'cvax.ipc'],
    ['a role', 'mechanism m { call { cli<|>ent: trap } }', 'prelude.ipc'],
    ['a step', 'mechanism m { avoids rpc.<|>B }', 'rpc.ipc'],
    ['an inherited option', 'mechanism m extends lrpc { call { when cach<|>ing { } } }', 'lrpc.ipc'],
  ])('leads into the library for %s', async (_what, marked, file) => {
    const opened = await open(services, marked);
    const [link] = (await services.lsp.DefinitionProvider?.getDefinition(opened.document, opened.at)) ?? [];
    expect(UriUtils.basename(URI.parse(link?.targetUri ?? ''))).toBe(file);
  });

  it('leads from the path of an import to its file', async () => {
    const { document } = await open(services, 'import "other/file.ipc"', 'file:///folder/open.ipc');
    const links = await services.lsp.DocumentLinkProvider?.getDocumentLinks(document, { textDocument: { uri: '' } });
    expect(links?.map(({ target }) => target)).toEqual(['file:///folder/other/file.ipc']);
  });
});

describe('references', () => {
  it('finds every use, and highlights it', async () => {
    const opened = await open(services, 'machine <[B<|>ox]> profile cvax\ndomain A on <[Box]>\ndomain B on <[Box]>');
    const found = await services.lsp.ReferencesProvider?.findReferences(opened.document, {
      ...opened.at,
      context: { includeDeclaration: true },
    });
    expect(found?.map(({ range }) => offsetsOf(opened, range))).toEqual(opened.ranges);
    const highlights = await services.lsp.DocumentHighlightProvider?.getDocumentHighlight(opened.document, opened.at);
    expect(highlights?.map(({ range }) => offsetsOf(opened, range))).toEqual(opened.ranges);
  });

  it('finds uses in files that import the declaration', async () => {
    const opened = await open(services, 'machine B<|>ox profile cvax', 'file:///shared.ipc');
    const user = await open(services, 'import "shared.ipc"\ndomain D on Box', 'file:///user.ipc');
    const found = await services.lsp.ReferencesProvider?.findReferences(opened.document, {
      ...opened.at,
      context: { includeDeclaration: false },
    });
    expect(found?.map(({ uri }) => uri)).toEqual([user.document.uri.toString()]);
  });
});

describe('rename', () => {
  async function rename(marked: string, newName: string) {
    const opened = await open(services, marked, 'file:///renamed.ipc');
    const edit = await services.lsp.RenameProvider?.rename(opened.document, { ...opened.at, newName });
    return { opened, edits: edit?.changes?.['file:///renamed.ipc'] ?? [] };
  }

  it('changes the declaration and every use', async () => {
    const { opened, edits } = await rename('machine <[Bo<|>x]> profile cvax\ndomain A on <[Box]>', 'Rack');
    expect(edits.map(({ range }) => offsetsOf(opened, range)).sort((a, b) => a.start - b.start)).toEqual(opened.ranges);
    expect(new Set(edits.map(({ newText }) => newText))).toEqual(new Set(['Rack']));
  });

  it('changes a label and the edits that name it', async () => {
    const text =
      'mechanism a { call { client: trap as <[th<|>ere]> } }\nmechanism b extends a { after <[there]> { kernel: trap } }';
    const { opened, edits } = await rename(text, 'here');
    expect(edits.map(({ range }) => offsetsOf(opened, range)).sort((a, b) => a.start - b.start)).toEqual(opened.ranges);
  });

  it.each(['two words', 'trap', '9lives', 'a-b', '', 'x:', 'Größe'])('refuses %j as a name', async (name) => {
    await expect(rename('machine Bo<|>x profile cvax', name)).rejects.toThrow(/cannot be a name/);
  });

  it('refuses to change the library', async () => {
    await expect(rename('machine Box profile cv<|>ax', 'vax')).rejects.toThrow(/built-in library/);
  });
});

describe('outline and folding', () => {
  it('lists declarations, members, sections and labelled steps', async () => {
    const { document } = await open(
      services,
      `${WORLD}
      mechanism m extends lrpc {
        option fast = no
        call { client: trap as first  when fast { kernel: resume client as second } }
        on serverTerminated { kernel: resume client }
      }
      @title("x") scenario S { thread T in Editor { files.Sync } }`,
    );
    const symbols =
      (await services.lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument: { uri: '' } })) ?? [];
    const outline = (list: typeof symbols): unknown[] =>
      list.map(({ name, children }) => (children?.length ? [name, outline(children)] : name));
    expect(outline(symbols)).toEqual([
      'Box',
      ['Files', ['Read', 'Sync']],
      'Editor',
      'Cache',
      'files',
      ['m', ['fast', ['call', ['first', 'second']], 'on serverTerminated']],
      ['S', ['T']],
    ]);
  });

  it('folds blocks and comments of several lines', async () => {
    const { document } = await open(
      services,
      '/**\n * one\n * two\n */\nmechanism m {\n  call {\n    client: trap\n  }\n}\n',
    );
    const folds = await services.lsp.FoldingRangeProvider?.getFoldingRanges(document, { textDocument: { uri: '' } });
    expect(folds?.map(({ startLine, endLine, kind }) => [startLine, endLine, kind])).toEqual(
      expect.arrayContaining([
        [0, 2, 'comment'],
        [4, 7, undefined],
        [5, 6, undefined],
      ]),
    );
  });
});

describe('colours by meaning', () => {
  it('tell roles, mechanisms and labels apart, and what is built in', async () => {
    const { document } = await open(services, 'machine Box profile cvax\ndomain D on Box');
    const tokens = await services.lsp.SemanticTokenProvider?.semanticHighlight(document, { textDocument: { uri: '' } });
    const { tokenTypes, tokenModifiers } = given(services.lsp.SemanticTokenProvider);
    expect(tokens?.data).toEqual([
      0,
      20,
      4,
      tokenTypes['struct'],
      tokenModifiers['defaultLibrary'],
      1,
      12,
      3,
      tokenTypes['namespace'],
      0,
    ]);
  });
});
