/** The location of a sweep file in the workspace. */
export interface SweepLocation {
  /** The name of the project whose folder has the file, as inference names it. */
  readonly project: string;
  /** The root of the project, relative to the workspace. */
  readonly root: string;
  /** The sweep file, relative to the workspace. */
  readonly file: string;
  /** The name of the sweep. */
  readonly name: string;
}
