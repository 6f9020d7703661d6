/** The terminal for which a text is laid out. */
export interface Screen {
  /** In columns. */
  readonly width: number;
  readonly color: boolean;
}
