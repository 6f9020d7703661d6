/** A sweep file of a project. */
export interface SweepLocation {
  /** The project in whose folder it stands, named as inference names it. */
  readonly project: string;
  /** Of the project, relative to the workspace. */
  readonly root: string;
  /** The sweep file, relative to the workspace. */
  readonly file: string;
  /** Of the sweep. */
  readonly name: string;
}
