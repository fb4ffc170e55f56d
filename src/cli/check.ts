/** The command `check`: what is wrong with files, without running anything. */
import type { Command } from './arguments.ts';
import { diagnosticLines, hasErrors } from './diagnostics.ts';
import type { CliHost, ExitCode } from './host.ts';
import { checkReport } from './json.ts';
import { type LoadedFile, loadFile, openLanguage } from './language.ts';
import { plain } from './plain.ts';

/** Prints what is wrong with each file; hints and warnings are no failure. */
export async function check({ files, json }: Extract<Command, { do: 'check' }>, host: CliHost): Promise<ExitCode> {
  const language = await openLanguage(host.files);
  const checked: { readonly file: string; readonly loaded: LoadedFile }[] = [];
  for (const file of files) {
    const loaded = await loadFile(language, host.files, file);
    checked.push({ file, loaded });
    if (!json) print(file, loaded, host);
  }
  if (json) host.out(checkReport(checked));
  return checked.some(({ loaded }) => hasErrors(loaded.diagnostics)) ? 2 : 0;
}

function print(file: string, { diagnostics, place }: LoadedFile, host: CliHost): void {
  const lines = diagnosticLines(diagnostics, place, 'hint');
  if (lines.length > 0) host.err(`${lines.join('\n')}\n`);
  if (!hasErrors(diagnostics)) host.out(`${plain(file)}: ${diagnostics.length === 0 ? 'no problems' : 'no errors'}\n`);
}
