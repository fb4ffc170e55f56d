import { DefaultServiceRegistry, type LangiumCoreServices, type URI } from 'langium';

/** One language for every document: an untitled one has no file name to tell it by. */
export class IpcServiceRegistry extends DefaultServiceRegistry {
  private language: LangiumCoreServices | undefined;

  override register(language: LangiumCoreServices): void {
    super.register(language);
    this.language = language;
  }

  override getServices(uri: URI): LangiumCoreServices {
    return this.language ?? super.getServices(uri);
  }

  /** Whether a file found in a folder is a scenario file: by its name, or by the language of its open editor. */
  override hasServices(uri: URI): boolean {
    return uri.path.endsWith('.ipc') || this.textDocuments?.get(uri)?.languageId === 'ipc';
  }
}
