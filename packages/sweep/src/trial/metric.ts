/** The number that a sweep compares trials by. */
export interface Metric {
  readonly name: string;
  readonly goal: 'minimize' | 'maximize';
}
