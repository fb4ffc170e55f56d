/** The command `run`: the scenarios of a file, in tables or for programs. */
import { assertNever } from '../base/assert.ts';
import { plural } from '../base/format.ts';
import type { SourceDiagnostic } from '../language/workspace.ts';
import type { Command } from './arguments.ts';
import { csvReport } from './csv.ts';
import { diagnosticLines, hasErrors, type Place } from './diagnostics.ts';
import { type Executed, execute, wentWell } from './execute.ts';
import type { CliHost, ExitCode } from './host.ts';
import { jsonReport, type Timing } from './json.ts';
import { compiled, loadAssumptions, loadFile, openLanguage } from './language.ts';
import { plain } from './plain.ts';
import { report } from './report.ts';
import type { Style } from './style.ts';

type RunCommand = Extract<Command, { do: 'run' }>;

/** Runs the scenarios and prints what they found. */
export async function run(command: RunCommand, host: CliHost): Promise<ExitCode> {
  const start = host.now();
  const language = await openLanguage(host.files);
  const found: SourceDiagnostic[] = [];
  const tell = (diagnostics: readonly SourceDiagnostic[], place: Place): void => {
    found.push(...diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning'));
    const lines = diagnosticLines(diagnostics, place, 'warning');
    if (lines.length > 0) host.err(text(lines));
  };
  const refuse = (place: Place): ExitCode => {
    if (command.form === 'json') host.out(jsonReport(command.file, [], place, null, found));
    return 2;
  };
  if (command.assume !== null) {
    const { diagnostics, place } = await loadAssumptions(language, host.files, command.assume);
    tell(diagnostics, place);
    if (hasErrors(diagnostics)) return refuse(place);
  }
  const file = await loadFile(language, host.files, command.file);
  const { runs, diagnostics } = await compiled(language, file, command);
  tell(diagnostics, file.place);
  if (runs === null) return refuse(file.place);
  const loaded = host.now();
  const executed = runs.map((each) => execute(each, command.form === 'tables' ? command : null));
  const missing = noSuchCall(executed, command);
  if (missing !== null) {
    host.err(`ipc-tracer: ${plain(missing)}\n`);
    return 2;
  }
  const timing = command.timing ? { load: loaded - start, run: host.now() - loaded } : null;
  host.out(printed(executed, { command, style: host.style, place: file.place, timing, found }));
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

interface Printing {
  readonly command: RunCommand;
  readonly style: Style;
  readonly place: Place;
  readonly timing: Timing | null;
  /** What there is to say about the file. */
  readonly found: readonly SourceDiagnostic[];
}

function printed(executed: readonly Executed[], { command, style, place, timing, found }: Printing): string {
  switch (command.form) {
    case 'json':
      return jsonReport(command.file, executed, place, timing, found);
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

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
