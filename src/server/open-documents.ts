import type { LangiumDocument } from 'langium';
import { IpcDocumentBuilder } from '../language/build.ts';

/** Validates what is open in an editor; imports and the library are linked only. */
export class OpenDocuments extends IpcDocumentBuilder {
  protected override shouldValidate(document: LangiumDocument): boolean {
    return this.textDocuments?.get(document.uri) !== undefined && super.shouldValidate(document);
  }
}
