/** Something that hurts, or will. */
export interface DoctorFinding {
  readonly severity: 'error' | 'warning' | 'note';
  /** What is the case, with the place where it is. */
  readonly what: string;
  /** What comes of it. */
  readonly why: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** A finding, and the name of the check that made it. */
export interface NamedFinding extends DoctorFinding {
  readonly check: string;
}
