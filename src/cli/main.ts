/** The command line as a process. */
import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { NodeFileSystem } from 'langium/node';
import type { SourceFile } from '../language/workspace.ts';
import { runCli } from './cli.ts';
import type { Papers } from './language.ts';
import { styleFor } from './style.ts';

/** Exit code of what should never happen; the others say something about the input. */
const DEFECT = 70;

/** The extension's folder: the bundle lies in its dist. */
async function home(): Promise<string> {
  return path.dirname(path.dirname(await realpath(process.argv[1] ?? '')));
}

async function library(folder: string): Promise<readonly SourceFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ipc')).sort();
  return Promise.all(names.map((name) => sourceFile(path.join(folder, name))));
}

async function sourceFile(file: string): Promise<SourceFile> {
  return { uri: pathToFileURL(file).href, text: await readFile(file, 'utf8') };
}

async function papersIn(folder: string): Promise<Papers> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ipc')).sort();
  return {
    files: names.map((name) => path.join(folder, name)),
    reasons: await readFile(path.join(folder, 'not-simulated.json'), 'utf8'),
  };
}

async function samplesIn(folder: string): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const names = await Promise.all(
    ['media/papers', 'media/samples'].map(async (each) =>
      (await readdir(path.join(folder, each))).sort().map((name) => `${each}/${name}`),
    ),
  );
  const files = names.flat().filter((name) => name.endsWith('.ipc'));
  return Promise.all(files.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })));
}

async function versionOf(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return String(version);
}

async function main(): Promise<void> {
  const folder = await home();
  process.exitCode = await runCli(process.argv.slice(2), {
    files: {
      folder: process.cwd(),
      library: () => library(path.join(folder, 'media/library')),
      facts: () => readFile(path.join(folder, 'media/library/facts.json'), 'utf8'),
      papers: () => papersIn(path.join(folder, 'media/papers')),
      samples: () => samplesIn(folder),
      read: (file) => readFile(file, 'utf8'),
      imports: NodeFileSystem,
    },
    version: await versionOf(folder),
    style: styleFor(process.stdout.isTTY, process.env),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    now: () => performance.now(),
  });
}

// A reader that closes the pipe early (head, a pager) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
main().catch((error: unknown) => {
  process.stderr.write(
    `ipc-tracer: a defect of the program: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = DEFECT;
});
