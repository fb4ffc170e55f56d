/** The language server's client: started when the first scenario file is open, and not before. */
import {
  type CancellationToken,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type CompileResult,
  type InitializationOptions,
  languageRequests,
  type ReadParams,
  type ReadResult,
  type ScenariosResult,
} from '../protocol/language.ts';
import { languageServerFailed, messageOf } from './errors.ts';
import { languageId } from './ids.ts';

/** Imports larger than this are not read: no scenario is that long. */
const largestImport = 16 * 1024 * 1024;

/** What the rest of the host wants to know of the language. */
export interface Language {
  scenarios(document: TextDocument, token?: CancellationToken): Promise<ScenariosResult>;
  compile(document: TextDocument, scenario: string, token: CancellationToken): Promise<CompileResult>;
}

export class LanguageServer implements Language {
  private readonly client: LanguageClient;
  private starting: Promise<void> | null = null;

  constructor(context: ExtensionContext, log: LogOutputChannel) {
    const module = context.asAbsolutePath('dist/server.cjs');
    const run = { module, transport: TransportKind.ipc };
    this.client = new LanguageClient(
      languageId,
      'IPC language server',
      { run, debug: run },
      clientOptions(context, log),
    );
    this.client.onRequest(languageRequests.read, ({ uri }: ReadParams) => readText(Uri.parse(uri)));
  }

  start(): Promise<void> {
    this.starting ??= this.client.start().catch((error: unknown) => {
      this.starting = null;
      throw languageServerFailed(messageOf(error));
    });
    return this.starting;
  }

  async scenarios(document: TextDocument, token?: CancellationToken): Promise<ScenariosResult> {
    return this.ask(languageRequests.scenarios, { uri: this.uriOf(document) }, token);
  }

  async compile(document: TextDocument, scenario: string, token: CancellationToken): Promise<CompileResult> {
    return this.ask(languageRequests.compile, { uri: this.uriOf(document), scenario }, token);
  }

  async dispose(): Promise<void> {
    await this.starting?.catch(() => undefined);
    await this.client.dispose();
  }

  private async ask<R>(method: string, params: object, token?: CancellationToken): Promise<R> {
    await this.start();
    return this.client.sendRequest<R>(method, params, token);
  }

  private uriOf(document: TextDocument): string {
    return this.client.code2ProtocolConverter.asUri(document.uri);
  }
}

function clientOptions(context: ExtensionContext, log: LogOutputChannel): LanguageClientOptions {
  const library = Uri.joinPath(context.extensionUri, 'media/library').toString();
  const watcher = workspace.createFileSystemWatcher('**/*.ipc');
  context.subscriptions.push(watcher);
  return {
    // Any scheme: unsaved texts, virtual file systems and remote ones are scenarios as well.
    documentSelector: [{ language: languageId }],
    initializationOptions: { library } satisfies InitializationOptions,
    synchronize: { fileEvents: watcher },
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
}

async function readText(uri: Uri): Promise<ReadResult> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return { text: open.getText() };
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > largestImport) return { text: null };
    return { text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
  } catch {
    return { text: null };
  }
}
