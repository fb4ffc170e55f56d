import { EmptyFileSystemProvider, type FileSystemProvider, type URI } from 'langium';
import type { Connection } from 'vscode-languageserver/node';
import { languageRequests, type ReadParams, type ReadResult } from '../protocol/language.ts';

/** The files as the editor sees them: unsaved texts, virtual and remote file systems included. Only texts are read. */
export function hostFiles(connection: Connection): FileSystemProvider {
  return Object.assign(new EmptyFileSystemProvider(), {
    /** @throws if the editor knows no such file or cannot read it. */
    readFile: async (uri: URI): Promise<string> => {
      const params: ReadParams = { uri: uri.toString() };
      const { text } = await connection.sendRequest<ReadResult>(languageRequests.read, params);
      if (text === null) throw new Error(`The editor cannot read ${params.uri}.`);
      return text;
    },
  });
}
