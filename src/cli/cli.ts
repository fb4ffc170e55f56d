/** The command line without its process: arguments in, text and an exit code out. */
import { assertNever } from '../base/assert.ts';
import { plural } from '../base/format.ts';
import type { IpcServices } from '../language/module.ts';
import { type Command, parseArguments } from './arguments.ts';
import { csvReport } from './csv.ts';
import { diagnosticLines, hasErrors, type Place } from './diagnostics.ts';
import { type Executed, execute, wentWell } from './execute.ts';
import { HELP } from './help.ts';
import type { CliHost, ExitCode } from './host.ts';
import { jsonReport, type Timing } from './json.ts';
import { compiled, loadAssumptions, loadFile, openLanguage } from './language.ts';
import { mechanisms } from './mechanisms.ts';
import { papers } from './papers.ts';
import { plain } from './plain.ts';
import { report } from './report.ts';
import type { Style } from './style.ts';

/** Does what the arguments say. */
export async function runCli(argv: readonly string[], host: CliHost): Promise<ExitCode> {
  const command = parseArguments(argv);
  switch (command.do) {
    case 'help':
      host.out(HELP);
      return 0;
    case 'version':
      host.out(`${host.version}\n`);
      return 0;
    case 'check':
      return check(command.files, host);
    case 'run':
      return run(command, host);
    case 'papers':
      return papers(command, host);
    case 'mechanisms':
      return mechanisms(command, host);
    case 'fail':
      host.err(`ipc-tracer: ${plain(command.message)}\n`);
      return 2;
    default:
      return assertNever(command);
  }
}

async function check(files: readonly string[], host: CliHost): Promise<ExitCode> {
  const language = await openLanguage(host.files);
  let worst: ExitCode = 0;
  for (const file of files) {
    const loaded = await loadFile(language, host.files, file);
    printErrors(host, diagnosticLines(loaded.diagnostics, loaded.place, 'information'));
    if (hasErrors(loaded.diagnostics)) worst = 2;
    else
      host.out(
        `${plain(file)}: ${loaded.diagnostics.every(({ severity }) => severity === 'hint') ? 'no problems' : 'no errors'}\n`,
      );
  }
  return worst;
}

type RunCommand = Extract<Command, { do: 'run' }>;

async function run(command: RunCommand, host: CliHost): Promise<ExitCode> {
  const start = host.now();
  const language = await openLanguage(host.files);
  if (command.assume !== null && !(await assume(command.assume, language, host))) return 2;
  const file = await loadFile(language, host.files, command.file);
  const { runs, diagnostics } = await compiled(language, file, command);
  printErrors(host, diagnosticLines(diagnostics, file.place, 'warning'));
  if (runs === null) return 2;
  const loaded = host.now();
  const executed = runs.map((each) => execute(each, command.form === 'tables' ? command : null));
  const missing = noSuchCall(executed, command);
  if (missing !== null) {
    host.err(`ipc-tracer: ${plain(missing)}\n`);
    return 2;
  }
  const timing = command.timing ? { load: loaded - start, run: host.now() - loaded } : null;
  host.out(printed(executed, { command, style: host.style, place: file.place, timing }));
  return executed.every(wentWell) ? 0 : 1;
}

/** If `--call` means no call at all, what there is. */
function noSuchCall(executed: readonly Executed[], { call }: RunCommand): string | null {
  if (call === null) return null;
  const samples = executed.flatMap((each) => (each.kind === 'run' ? each.samples : []));
  if (samples.length === 0) return '--call shows a call of one run; the file has sweeps only.';
  if (samples.some(({ calls }) => calls.some((each) => each !== null))) return null;
  const made = samples.flatMap((each) => each.made).filter(({ calls }) => calls > 0);
  const most = made.reduce((largest, each) => (each.calls > largest.calls ? each : largest), { binding: '', calls: 0 });
  if (most.calls === 0) return `There is no call ${call}: no call was made.`;
  return `There is no call ${call}; over ${most.binding} ${plural(most.calls, 'call was made', 'calls were made')}, and over no other binding more.`;
}

/** Whether the file could be read and supplies prices; if not, what is wrong with it was said. */
async function assume(name: string, language: IpcServices, host: CliHost): Promise<boolean> {
  const { diagnostics, place } = await loadAssumptions(language, host.files, name);
  printErrors(host, diagnosticLines(diagnostics, place, 'warning'));
  return !hasErrors(diagnostics);
}

interface Printing {
  readonly command: RunCommand;
  readonly style: Style;
  readonly place: Place;
  readonly timing: Timing | null;
}

function printed(executed: readonly Executed[], { command, style, place, timing }: Printing): string {
  switch (command.form) {
    case 'json':
      return jsonReport(command.file, executed, place, timing);
    case 'csv':
      return csvReport(executed);
    case 'tables':
      return text([
        ...executed.flatMap((each) => report(each, { style, place, metric: command.metric })),
        ...timingLines(timing),
      ]);
    default:
      return assertNever(command.form);
  }
}

function timingLines(timing: Timing | null): readonly string[] {
  return timing === null
    ? []
    : [`Loaded in ${timing.load.toFixed(0)} ms, ran in ${timing.run.toFixed(0)} ms of real time.`];
}

function printErrors(host: CliHost, lines: readonly string[]): void {
  if (lines.length > 0) host.err(text(lines));
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
