import type { NxJsonConfiguration } from '@nx/devkit';

import type { UndeclaredInputs } from '../../study/undeclaredInputs.js';

/** Everything that the checks look at. It is gathered once, so that each check is a pure function. */
export interface Facts {
  readonly nxJson: NxJsonConfiguration;
  readonly env: { readonly [name: string]: string | undefined };
  readonly versions: {
    readonly node: string;
    /** Undefined if it is not installed. */
    readonly nx: string | undefined;
    readonly typescript: string | undefined;
  };
  /** The versions that nx-tune needs, from its package.json. */
  readonly ranges: { readonly node: string; readonly nx: string };
  /** True if `@nx/js` is installed: Nx then analyses imports unless configured otherwise. */
  readonly hasNxJs: boolean;
  /** The lock file of the package manager, if there is one. */
  readonly packageLock?: {
    readonly file: string;
    /** True if it has a package of this name. */
    has(name: string): boolean;
  };
  /** Packages that the workspace's own package.json declares. */
  readonly declared: ReadonlySet<string>;
  /** True if the workspace is a git repository. */
  readonly isGit: boolean;
  readonly sweeps: readonly SweepFacts[];
}

/** The facts about one sweep. */
export interface SweepFacts {
  readonly project: string;
  readonly name: string;
  /** Relative to the workspace. */
  readonly file: string;
  /** Mistakes in the file. If there are any, the facts about its objective are empty. */
  readonly problems: readonly string[];
  readonly notices: readonly string[];
  /** Files that its trials read without declaring them, as recorded when they ran. */
  readonly undeclared: UndeclaredInputs;
  /** True if their results are cached all the same. */
  readonly allowsUndeclared: boolean;
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
  /** True if git ignores the files that the sweep writes under `.tune`. */
  readonly ignoresOutput: boolean;
  /** The interpreter of a Python command, and whether it runs. Absent if the command is not Python, or does not name one. */
  readonly python?: { readonly command: string; readonly runs: boolean };
}

/** An npm package that a file of the workspace imports. */
export interface ImportedPackage {
  readonly name: string;
  readonly version: string;
  /** Relative to the workspace. */
  readonly from: string;
  /** True if a package.json of a folder above that file, up to the workspace, declares it. */
  readonly isDeclared: boolean;
}
