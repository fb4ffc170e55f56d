/** The CodeLens row of each scenario: Run, and what the last run found. */
import { CodeLens, type CodeLensProvider, EventEmitter, l10n, languages, type TextDocument, workspace } from 'vscode';
import { commands, languageId } from './ids.ts';
import { shown } from './labels.ts';
import type { Language } from './language-client.ts';
import { type LensPlace, moved, placesOf, settled } from './lens-positions.ts';
import type { Results } from './results.ts';
import { summaryLine } from './summary.ts';
import type { Target, TargetArgument } from './targets.ts';

export class ScenarioLenses implements CodeLensProvider {
  private readonly language: Language;
  private readonly results: Results;
  private readonly changeEmitter = new EventEmitter<void>();
  private readonly places = new Map<string, readonly LensPlace[]>();
  private readonly subscriptions = [
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => this.follow(document, contentChanges)),
    workspace.onDidCloseTextDocument(({ uri }) => this.places.delete(uri.toString())),
  ];
  readonly onDidChangeCodeLenses = this.changeEmitter.event;

  constructor(language: Language, results: Results) {
    this.language = language;
    this.results = results;
    this.subscriptions.push(
      results.onDidChange(() => this.changeEmitter.fire()),
      languages.registerCodeLensProvider({ language: languageId }, this),
    );
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const { scenarios, complete } = await this.language.scenarios(document);
    const key = document.uri.toString();
    const lineOf = (line: number) => (line < document.lineCount ? document.lineAt(line).text : '');
    const places = settled(placesOf(scenarios), complete, this.places.get(key) ?? [], lineOf);
    this.places.set(key, places);
    return places.flatMap((place) => this.row(document, place));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changeEmitter.dispose();
  }

  private row(document: TextDocument, { scenario, line }: LensPlace): CodeLens[] {
    const target = { uri: document.uri, scenario };
    const result = this.results.fresh(target);
    const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
    const run = new CodeLens(range, {
      command: commands.run,
      title: l10n.t('▶ Run'),
      tooltip: l10n.t('Run {0} and show every copy, trap and switch', shown(scenario)),
      arguments: [argumentOf(target)],
    });
    if (result === undefined) return [run];
    const show = new CodeLens(range, {
      command: commands.showResult,
      title: shown(summaryLine(result.overview)),
      tooltip: l10n.t('Show the result of the last run. Times are means per call, round trip.'),
      arguments: [argumentOf(target)],
    });
    return [run, show];
  }

  private follow(document: TextDocument, changes: readonly { range: CodeLens['range']; text: string }[]): void {
    const key = document.uri.toString();
    const places = this.places.get(key);
    if (places === undefined) return;
    // The changes of one event are given from the end of the text to its beginning.
    this.places.set(
      key,
      changes.reduce<readonly LensPlace[]>((all, { range, text }) => moved(all, lineChange(range, text)), places),
    );
  }
}

function lineChange({ start, end }: CodeLens['range'], text: string) {
  const inserted = text.split('\n').length - 1;
  return { startLine: start.line, startCharacter: start.character, endLine: end.line, inserted };
}

function argumentOf({ uri, scenario }: Target): TargetArgument {
  return { uri: uri.toString(), scenario };
}
