/** The rule by which a method that learns proposes no more. */
export interface StopWhen {
  /** In units of the metric, or a quarter of the standard deviation of its noise. */
  readonly expectedGain: number | 'noise';
}
