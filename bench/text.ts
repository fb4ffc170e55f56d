/** 100,000 Null LRPC calls from text to summary: in a process that has loaded the language, and by the command line from cold. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { overview } from '../src/analysis/overview.ts';
import { compileScenario } from '../src/language/compile/compile.ts';
import type { IpcServices } from '../src/language/module.ts';
import { createIpcServices } from '../src/language/services.ts';
import { checkDocuments, loadLibrary, openDocument } from '../src/language/workspace.ts';
import { createRun } from '../src/sim/run.ts';

const TEXT = `machine Firefly profile cvax
interface Test { Null() }
domain Client on Firefly
domain Server on Firefly { export Test }
bind test = Client -> Server.Test via lrpc
scenario Bench { thread Caller in Client { repeat 100_000 { test.Null } } }
`;
const ROUNDS = 5;

/** Prints both spans; `root` is the folder of the clone, whose command line is built. */
export async function benchText(root: string): Promise<void> {
  const services = await loaded(path.join(root, 'media/library'));
  const spans: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    await fromTextToSummary(services, `file:///bench-${round}.ipc`);
    spans.push((performance.now() - begin) / 1_000);
  }
  console.log('\n100,000 Null LRPC calls from text to summary');
  console.log(`  in process  first ${show(spans[0] ?? 0)}   best ${show(Math.min(...spans))} (aim: 0.4 s)`);
  console.log(`  cold CLI    ${show(commandLine(root))} (aim: 1.5 s)`);
}

async function loaded(library: string): Promise<IpcServices> {
  const services = createIpcServices();
  const names = readdirSync(library).filter((name) => name.endsWith('.ipc'));
  const files = names.map((name) => path.join(library, name));
  await loadLibrary(
    services,
    files.map((file) => ({ uri: pathToFileURL(file).href, text: readFileSync(file, 'utf8') })),
  );
  return services;
}

async function fromTextToSummary(services: IpcServices, uri: string): Promise<void> {
  const document = openDocument(services, uri, TEXT);
  await checkDocuments(services, [document]);
  const { run } = compileScenario(services, document, 'Bench');
  if (run === null) throw new Error('the scenario does not compile');
  const traces = run.variants.map((spec) => {
    const going = createRun(spec);
    while (!going.advance(Number.MAX_SAFE_INTEGER).done);
    return going.trace;
  });
  const count = overview(run, traces).variants[0]?.calls[0]?.count;
  if (count !== 100_000) throw new Error(`${count} calls instead of 100,000`);
}

function commandLine(root: string): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'ipc-bench-'));
  try {
    const file = path.join(folder, 'bench.ipc');
    writeFileSync(file, TEXT);
    const begin = performance.now();
    const { status } = spawnSync(process.execPath, [path.join(root, 'dist/cli.cjs'), 'run', file]);
    if (status !== 0) throw new Error(`the command line ended with ${status}: is dist/cli.cjs built?`);
    return (performance.now() - begin) / 1_000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function show(seconds: number): string {
  return `${seconds.toFixed(2)} s`;
}
