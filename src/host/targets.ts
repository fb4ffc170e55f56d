/** Which scenario a person means: the one of a CodeLens, the one at the cursor, or the one picked from a list. */
import { l10n, type QuickPickItem, QuickPickItemKind, type TextDocument, Uri, window, workspace } from 'vscode';
import type { ScenarioEntry, TextRange } from '../protocol/language.ts';
import { noScenarioFiles, noScenariosInFile } from './errors.ts';
import { languageId } from './ids.ts';
import { fileLabel, shown } from './labels.ts';
import type { Language } from './language-client.ts';

/** A scenario, named by its file and its name. */
export interface Target {
  readonly uri: Uri;
  readonly scenario: string;
}

/** Arguments of the commands, as JSON. */
export interface TargetArgument {
  readonly uri: string;
  readonly scenario: string;
}

/** Files of the workspace that are looked into for the list; more would make it useless. */
const mostFiles = 100;

export function sameTarget(a: Target, b: Target): boolean {
  return a.scenario === b.scenario && a.uri.toString() === b.uri.toString();
}

/** @param argument what the command was called with; menus hand in a Uri, keys and the palette nothing */
export async function chooseTarget(language: Language, argument: unknown): Promise<Target | undefined> {
  const given = targetOf(argument);
  if (given !== undefined) return given;
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== languageId) return pick(language, await scenarioFiles());
  const { document, selection } = editor;
  return (await atLine(language, document, selection.active.line)) ?? pick(language, [document.uri]);
}

/** The target that a CodeLens or a keybinding names. */
export function targetOf(argument: unknown): Target | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { uri, scenario } = argument as Partial<Record<keyof TargetArgument, unknown>>;
  if (typeof uri !== 'string' || typeof scenario !== 'string') return undefined;
  return { uri: Uri.parse(uri), scenario };
}

async function atLine(language: Language, document: TextDocument, line: number): Promise<Target | undefined> {
  const { scenarios } = await language.scenarios(document);
  const entry = scenarios.find(({ range }) => holds(range, line));
  return entry && { uri: document.uri, scenario: entry.name };
}

function holds({ start, end }: TextRange, line: number): boolean {
  return start.line <= line && line <= end.line;
}

/** Open scenario files first, then those of the workspace. */
async function scenarioFiles(): Promise<Uri[]> {
  const open = workspace.textDocuments.filter((document) => isOwn(document)).map(({ uri }) => uri);
  const found = await workspace.findFiles('**/*.ipc', '**/node_modules/**', mostFiles);
  found.sort((a, b) => fileLabel(a).localeCompare(fileLabel(b), 'en'));
  const all = new Map([...open, ...found].map((uri) => [uri.toString(), uri]));
  if (all.size === 0) throw noScenarioFiles();
  return [...all.values()];
}

/** A file of the user's, not one of the library that was opened by go-to-definition. */
function isOwn({ languageId: language, uri }: TextDocument): boolean {
  return (
    language === languageId &&
    (uri.scheme !== 'file' || workspace.getWorkspaceFolder(uri) !== undefined || isShown(uri))
  );
}

function isShown(uri: Uri): boolean {
  return window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString());
}

interface TargetItem extends QuickPickItem {
  readonly target?: Target;
}

async function pick(language: Language, files: readonly Uri[]): Promise<Target | undefined> {
  const groups = await Promise.all(files.map((uri) => itemsOf(language, uri)));
  const items = groups.flat();
  const [only] = files;
  if (items.length === 0) throw files.length === 1 && only !== undefined ? noScenariosInFile(only) : noScenarioFiles();
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Run IPC scenario'),
    placeHolder: l10n.t('Which scenario?'),
    matchOnDescription: true,
  });
  return chosen?.target;
}

async function itemsOf(language: Language, uri: Uri): Promise<TargetItem[]> {
  const document = await workspace.openTextDocument(uri);
  const { scenarios } = await language.scenarios(document);
  if (scenarios.length === 0) return [];
  const separator = { label: fileLabel(uri), kind: QuickPickItemKind.Separator };
  return [separator, ...scenarios.map((entry) => item(uri, entry))];
}

function item(uri: Uri, { name, title, variants }: ScenarioEntry): TargetItem {
  const target = { uri, scenario: name };
  const base = { label: shown(name), target, ...(title === null ? {} : { description: shown(title) }) };
  return variants.length === 0 ? base : { ...base, detail: l10n.t('compares {0}', shown(variants.join(', '))) };
}
