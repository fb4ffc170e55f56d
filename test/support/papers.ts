import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../src/cli/cli.ts';
import { NO_STYLE } from '../../src/cli/style.ts';
import type { SourceFile } from '../../src/language/workspace.ts';
import { factsText, mediaFiles } from './files.ts';

const PAPERS = path.resolve(import.meta.dirname, '../../media/papers');

/** A row of `papers --json`. */
export interface PaperRow {
  readonly fact: string;
  readonly file: string;
  readonly scenario: string;
  readonly variant: string;
  readonly published: number | string;
  readonly simulated: number | string | null;
  readonly within: boolean;
  readonly because: string | null;
  readonly calibratedBy: readonly string[] | null;
}

/** What `papers --json` prints. */
export interface PaperRows {
  readonly predicted: readonly PaperRow[];
  readonly calibrated: readonly PaperRow[];
  readonly unproduced: readonly { readonly because: string; readonly facts: readonly string[] }[];
}

/** The built-in files with published values. */
function paperFiles(): readonly string[] {
  const names = readdirSync(PAPERS).filter((name) => name.endsWith('.ipc'));
  return names.sort().map((name) => path.join(PAPERS, name));
}

function sampleFiles(): readonly { readonly name: string; readonly text: string }[] {
  const media = path.dirname(PAPERS);
  return ['papers', 'samples'].flatMap((folder) =>
    readdirSync(path.join(media, folder))
      .filter((name) => name.endsWith('.ipc'))
      .sort()
      .map((name) => ({ name: `media/${folder}/${name}`, text: readFileSync(path.join(media, folder, name), 'utf8') })),
  );
}

/** Runs the command line on the product's own files, with the library as it is or a changed one. */
export async function ipcTracer(
  argv: readonly string[],
  library: readonly SourceFile[] = mediaFiles('library'),
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const written = { out: '', err: '' };
  const code = await runCli(argv, {
    files: {
      folder: path.resolve(PAPERS, '../..'),
      library: () => Promise.resolve(library),
      facts: () => Promise.resolve(factsText()),
      papers: () =>
        Promise.resolve({
          files: paperFiles(),
          reasons: readFileSync(path.join(PAPERS, 'not-simulated.json'), 'utf8'),
        }),
      samples: () => Promise.resolve(sampleFiles()),
      read: (file) => Promise.resolve(readFileSync(file, 'utf8')),
      imports: undefined,
    },
    version: '0.0.0',
    style: NO_STYLE,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    now: () => 0,
  });
  return { code, ...written };
}

/** The library with one line of a profile replaced; the line must be there, once. */
export function changedLibrary(file: string, from: string, to: string): readonly SourceFile[] {
  return mediaFiles('library').map((source) => {
    if (path.basename(fileURLToPath(source.uri)) !== file) return source;
    if (source.text.split(from).length !== 2) throw new Error(`“${from}” is not once in ${file}`);
    return { ...source, text: source.text.replace(from, to) };
  });
}
