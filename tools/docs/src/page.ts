/** A page of the documentation: the parts of it that can be checked. */
export interface Page {
  readonly file: string;
  readonly workspace: WorkspaceKind;
  /** A command that succeeds where the page can be run. */
  readonly needs?: string;
  readonly steps: readonly Step[];
  readonly links: readonly { readonly line: number; readonly target: string }[];
  readonly anchors: readonly string[];
}

/**
 * The place in which a page's commands run: a copy of the example workspace, an empty folder, or a workspace that has nx-tune
 * installed and no project yet.
 */
export type WorkspaceKind = (typeof workspaceKinds)[number];
export const workspaceKinds = ['example', 'empty', 'installed'] as const;

/** A fenced block: something that a reader does, or sees. */
export type Step =
  | {
      readonly kind: 'run';
      readonly line: number;
      readonly script: string;
      readonly exitCode: number;
      /** The output that the page shows below the block, if any. */
      readonly output?: string;
    }
  | {
      readonly kind: 'not run';
      readonly line: number;
      readonly script: string;
      readonly reason: string;
      /** The check that is made instead: its projects, targets and options are looked up, or `npm run test:docs` runs it. */
      readonly nevertheless: 'nothing' | 'look up' | 'run at length';
      readonly output?: string;
    }
  | {
      readonly kind: 'file';
      readonly line: number;
      readonly language: string;
      readonly path: string;
      readonly text: string;
    }
  | {
      readonly kind: 'edit';
      readonly line: number;
      readonly path: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'show'; readonly line: number; readonly language: string; readonly text: string };
