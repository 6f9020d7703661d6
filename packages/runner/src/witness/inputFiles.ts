/**
 * The files that the results of trials may depend on, since their content is part of their hash. Paths are relative to the
 * workspace.
 */
export interface InputFiles {
  /** Absolute path of the workspace. */
  readonly workspaceRoot: string;
  /**
   * The digest of each file as it was hashed, by its path with slashes; `..` leads out of the workspace. Undefined where only a
   * part of the file was hashed.
   */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** `name@version` of each npm package. */
  readonly packages: ReadonlySet<string>;
  /** Folders in which, and below which, any new file or folder would change the hash, so that a listing of them is an input. */
  readonly folders: readonly string[];
  /** The folders of which this holds for their own entries alone, not for those of the folders below them. */
  readonly flatFolders: readonly string[];
  /** Symbolic links that are inputs: if one of them led elsewhere, the hash would be another one. */
  readonly links: ReadonlySet<string>;
  /** Computes the digest of a file as it is now. */
  digestOf(path: string): string;
}
