import { beforeAll, describe, expect, test } from 'vitest';
import { ipcTracer } from '../../support/papers.ts';

describe('mechanisms', () => {
  test('lists what the library has, with what each is', async () => {
    const { code, out } = await ipcTracer(['mechanisms']);
    expect(code).toBe(0);
    expect(out).toMatch(/^lrpc +Lightweight RPC: /m);
    expect(out).toMatch(/^rpc +Message RPC: /m);
  });

  test('a name that the library does not have is bad input', async () => {
    const { code, err } = await ipcTracer(['mechanisms', 'lrcp']);
    expect(code).toBe(2);
    expect(err).toContain('no mechanism "lrcp"');
  });

  test.each([
    [['mechanisms', 'lrpc', 'rpc'], 'a second one'],
    [['mechanisms', '--markdown'], 'does not take --markdown'],
    [['papers', '--via', 'lrpc'], 'does not take --via'],
    [['papers', '--json', '--markdown'], 'one form'],
    [['run', 'x.ipc', '--markdown'], 'does not take --markdown'],
  ])('%j: %s', async (argv, message) => {
    const { code, err } = await ipcTracer(argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('the page of a mechanism', () => {
  let page: string;
  let pages: Readonly<Record<string, string>>;
  beforeAll(async () => {
    page = (await ipcTracer(['mechanisms', 'lrpc'])).out;
    pages = JSON.parse((await ipcTracer(['mechanisms', '--json'])).out) as Readonly<Record<string, string>>;
  });

  test('has the comment of the library, the figures of two calls, and what they cost', () => {
    expect(page).toContain('# lrpc\n\nLightweight RPC: ');
    expect(page).toContain('| traps | 2 | 2 |');
    expect(page).toMatch(/\| `cvax` \| 157 µs \| 325 µs \(1,000 bytes\) \|/);
    expect(page).toContain(
      '| `in lrpc run transfer` | `27us` | measured: LRPC Table V: kernel transfer | `lrpc.t5.kernel` |',
    );
  });

  test('says what it does without, and how it fails with what the caller knows', () => {
    expect(page).toMatch(/- `rpc\.B`, `rpc\.C`.*: The stack is mapped in both domains at bind time/);
    expect(page).toMatch(/\| `forgedBinding` \| it did not run \|/);
    expect(page).toMatch(/\| `callFailed` \| it ran once or not at all.*`on serverTerminated`/);
  });

  test('names the samples that bind it or compare it, and no others', () => {
    expect(page).toContain('media/samples/table-iv.ipc');
    expect(page).not.toContain('media/samples/urpc.ipc');
  });

  test('stands in the index, and has a picture with a title that is well-formed', () => {
    expect(pages['README.md']).toContain('[lrpc](lrpc.md)');
    const svg = pages['lrpc.svg'] ?? '';
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title>lrpc: /);
    expect(svg.match(/<rect /g)?.length).toBe((svg.match(/<text [^>]*text-anchor="end"/g)?.length ?? 0) + 1);
    expect(svg).not.toMatch(/undefined|NaN/);
  });

  test('says so where no profile prices a mechanism: then there is no picture', () => {
    const names = Object.keys(pages).filter((name) => name.endsWith('.md') && name !== 'README.md');
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      const isPriced = !(pages[name] ?? '').includes('No profile of the library has a price for every step');
      expect(pages[name.replace('.md', '.svg')] !== undefined, name).toBe(isPriced);
    }
  });
});
