/**
 * Which documents are the built-in library: in scope in every file without an import, and not to be renamed.
 * The hosts hand in the texts of `media/library`; nothing is recognised by its path.
 */
export class LibraryFiles {
  private readonly known = new Set<string>();

  /** @param uri in its normal form, as `URI.toString()` writes it. */
  add(uri: string): void {
    this.known.add(uri);
  }

  has(uri: string): boolean {
    return this.known.has(uri);
  }

  /** All library documents, in the order in which they were added. */
  get uris(): ReadonlySet<string> {
    return this.known;
  }
}
