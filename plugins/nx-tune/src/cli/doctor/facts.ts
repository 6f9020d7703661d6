import type { NxJsonConfiguration } from '@nx/devkit';

/** Everything that checks look at, gathered once, so that each of them is a function of it. */
export interface Facts {
  readonly nxJson: NxJsonConfiguration;
  readonly env: { readonly [name: string]: string | undefined };
  readonly versions: {
    readonly node: string;
    /** Undefined where it is not installed. */
    readonly nx: string | undefined;
    readonly typescript: string | undefined;
  };
  /** What nx-tune needs, as its package.json says it. */
  readonly ranges: { readonly node: string; readonly nx: string };
  /** Whether `@nx/js` is installed: Nx then analyses imports unless told otherwise. */
  readonly hasNxJs: boolean;
  /** The lock file of the package manager; absent where there is none. */
  readonly packageLock?: {
    readonly file: string;
    /** Whether it knows a package of this name. */
    has(name: string): boolean;
  };
  /** Packages that the workspace's own package.json declares. */
  readonly declared: ReadonlySet<string>;
  /** Whether the workspace is a git repository. */
  readonly isGit: boolean;
  readonly sweeps: readonly SweepFacts[];
}

/** What is known of one sweep. */
export interface SweepFacts {
  readonly project: string;
  readonly name: string;
  /** Relative to the workspace. */
  readonly file: string;
  /** Mistakes in the file: then nothing else of it is known. */
  readonly problems: readonly string[];
  readonly notices: readonly string[];
  /** Metrics that the sweep declares not to be deterministic. */
  readonly unstable: readonly string[];
  /** Files of the workspace that the objective reaches, with their texts. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  readonly imports: readonly ImportedPackage[];
  /** Relative to the workspace. */
  readonly lock: {
    readonly file: string;
    readonly exists: boolean;
    readonly isIgnored: boolean;
    readonly isCommitted: boolean;
  };
  /** Whether git ignores what the sweep writes beside its lock. */
  readonly ignoresOutput: boolean;
  /** The interpreter of a command in Python, and whether it runs; absent where there is none, or it is not told. */
  readonly python?: { readonly command: string; readonly runs: boolean };
}

/** An npm package that a file of the workspace imports. */
export interface ImportedPackage {
  readonly name: string;
  readonly version: string;
  /** Relative to the workspace. */
  readonly from: string;
  /** Whether a package.json of a folder above that file, up to the workspace, declares it. */
  readonly isDeclared: boolean;
}
