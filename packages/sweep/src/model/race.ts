/** The tests by which a race may drop configurations. */
export const raceTests = ['friedman', 'wilcoxon'] as const;

/** The rule by which a sweep drops configurations before they are evaluated on everything. */
export interface Race {
  readonly test: (typeof raceTests)[number];
  /** The probability with which a test may find a difference where there is none. */
  readonly alpha: number;
  /** The number of evaluations that each configuration has before any is dropped. */
  readonly first: number;
}

export const usualRace: Race = { test: 'friedman', alpha: 0.05, first: 5 };

/** The growth of a round relative to all evaluations before it: a judgement takes time, and one more evaluation adds little. */
const growth = 1.25;

/**
 * Returns the numbers of evaluations of each configuration after which a race judges, the last of which is all of them. Further
 * evaluations change no earlier round.
 */
export function roundEnds({ first }: Pick<Race, 'first'>, evaluations: number): number[] {
  const ends: number[] = [];
  for (let end = first; end < evaluations; end = Math.max(end + 1, Math.round(end * growth))) ends.push(end);
  return [...ends, evaluations];
}
