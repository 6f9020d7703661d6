/** A problem, or something that will become one. */
export interface DoctorFinding {
  readonly severity: 'error' | 'warning' | 'note';
  /** The fact, with its location. */
  readonly what: string;
  /** The consequence. */
  readonly why: string;
  /** An instruction that fixes it. */
  readonly remedy: string;
}

/** A finding, and the name of the check that made it. */
export interface NamedFinding extends DoctorFinding {
  readonly check: string;
}
