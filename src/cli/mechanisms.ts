/** `mechanisms`: what the library has, and the page of each. */
import { pathSvg } from '../analysis/path-svg.ts';
import { firstSentence, headOf } from '../base/head-comment.ts';
import { libraryMechanisms } from '../language/mechanism-text.ts';
import type { CliHost, ExitCode } from './host.ts';
import { openLanguage } from './language.ts';
import { homeRun, type MechanismPage, mechanismIndex, mechanismPage } from './mechanism-page.ts';
import { mechanismRuns } from './mechanism-runs.ts';
import { plain } from './plain.ts';
import { table } from './table.ts';

/** What `mechanisms` was asked for. */
export interface MechanismsCommand {
  /** Null: the list. */
  readonly name: string | null;
  /** All pages and pictures as one JSON object, by the names of their files. */
  readonly json: boolean;
}

/** 2: there is no such mechanism. */
export async function mechanisms({ name, json }: MechanismsCommand, host: CliHost): Promise<ExitCode> {
  const services = await openLanguage(host.files);
  const all = libraryMechanisms(services);
  const wanted = name === null ? all : all.filter((each) => each.name === name);
  if (wanted.length === 0) {
    host.err(`ipc-tracer: the library has no mechanism "${plain(name ?? '')}"; ipc-tracer mechanisms lists them.\n`);
    return 2;
  }
  if (name === null && !json) {
    host.out(`${listOf(all.map((each) => [each.name, each.paragraphs[0] ?? ''])).join('\n')}\n`);
    return 0;
  }
  const runs = await mechanismRuns(services, wanted);
  const samples = await host.files.samples();
  const pages = wanted.map((text) => ({
    text,
    runs: runs.get(text.name) ?? [],
    samples: samples
      .filter((sample) => uses(sample.text, text.name))
      .map(({ name, text: written }) => ({ file: name, about: headOf(written) })),
  }));
  if (json) host.out(`${JSON.stringify(pageFiles(pages), null, 2)}\n`);
  else host.out(pages.map(mechanismPage).join('\n'));
  return 0;
}

function listOf(rows: readonly (readonly [string, string])[]): readonly string[] {
  return table(
    [
      { title: 'mechanism', align: 'left' },
      { title: '', align: 'left' },
    ],
    rows.map(([name, text]) => [plain(name), plain(firstSentence(text))]),
  );
}

/** A binding over it, or a comparison with it. */
function uses(text: string, name: string): boolean {
  return new RegExp(`\\bvia\\s+${name}\\b|^@compare\\(.*\\b${name}\\b`, 'm').test(text);
}

/** The pages and pictures of all, with their index, by file name. */
function pageFiles(pages: readonly MechanismPage[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'README.md': mechanismIndex(pages) };
  for (const page of pages) {
    const home = homeRun(page);
    const { name } = page.text;
    files[`${name}.md`] = mechanismPage(page);
    if (home === undefined) continue;
    files[`${name}.svg`] = pathSvg(home.bulkCall, home.overview.sites, `${name}: a call with ${home.bytes} bytes`);
  }
  return files;
}
