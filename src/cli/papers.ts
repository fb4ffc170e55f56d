/** `papers`: every published value that a scenario produces, beside the simulated one. */
import path from 'node:path';
import type { RunOverview } from '../analysis/run-models.ts';
import {
  missesIn,
  type Reason,
  rowsOf,
  type Validation,
  type ValidationRow,
  validation,
} from '../analysis/validation.ts';
import type { IpcServices } from '../language/module.ts';
import { diagnosticLines } from './diagnostics.ts';
import { execute } from './execute.ts';
import type { CliHost, ExitCode } from './host.ts';
import { compiled, loadFile, openLanguage } from './language.ts';
import { validationJson, validationPage } from './validation-page.ts';
import { validationText } from './validation-text.ts';

/** What `papers` was asked for. */
export interface PapersCommand {
  /** Empty: the built-in ones. */
  readonly files: readonly string[];
  readonly form: 'text' | 'json' | 'markdown';
}

/** 0: all within their tolerances, or their causes are known. 1: not so. 2: a file cannot be run. */
export async function papers({ files, form }: PapersCommand, host: CliHost): Promise<ExitCode> {
  const language = await openLanguage(host.files);
  const built = await host.files.papers();
  const rows: ValidationRow[] = [];
  for (const file of files.length > 0 ? files : built.files) {
    const overviews = await overviewsOf(language, host, file);
    if (overviews === null) return 2;
    const name = files.length > 0 ? file : `media/papers/${path.basename(file)}`;
    rows.push(...overviews.flatMap((overview) => rowsOf(name, overview)));
  }
  const found = validation(rows, language.shared.ipc.Facts.all.values(), readReasons(built.reasons));
  host.out(printed(found, form, host));
  return missesIn(found).every(({ result }) => result.because !== null) ? 0 : 1;
}

async function overviewsOf(language: IpcServices, host: CliHost, file: string): Promise<readonly RunOverview[] | null> {
  const loaded = await loadFile(language, host.files, file);
  const { runs, diagnostics } = await compiled(language, loaded, { scenario: null, via: null, maxRows: null });
  const problems = diagnosticLines(diagnostics, loaded.place, 'warning');
  if (problems.length > 0) host.err(`${problems.join('\n')}\n`);
  const executed = runs?.map((run) => execute(run, null));
  return executed?.flatMap((each) => (each.kind === 'run' ? [each.overview] : [])) ?? null;
}

function printed(found: Validation, form: PapersCommand['form'], host: CliHost): string {
  if (form === 'json') return validationJson(found);
  return form === 'markdown' ? validationPage(found) : `${validationText(found, host.style).join('\n')}\n`;
}

/** @throws if the text is no list of reasons: it is a file of the product. */
function readReasons(text: string): readonly Reason[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('The reasons why facts have no scenario are not a list.');
  return list.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('because' in entry) || !('facts' in entry))
      throw new Error('A reason needs "because" and "facts".');
    const { because, facts } = entry;
    return { because: String(because), facts: Array.isArray(facts) ? facts.map(String) : [] };
  });
}
