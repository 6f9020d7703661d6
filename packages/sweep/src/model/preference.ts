/** The rule by which one configuration of a Pareto front is picked. */
export type Preference =
  /** The one that gives up least: see `kneeOf`. */
  | { readonly kind: 'knee' }
  /** The lowest weighted sum of losses, each relative to the front's range. Goals that are not named weigh nothing. */
  | { readonly kind: 'weights'; readonly weights: { readonly [name: string]: number } }
  /** The best in the first goal; of those that are within so much of it, the best in the next, and so on. */
  | { readonly kind: 'order'; readonly order: readonly { readonly name: string; readonly within: number }[] };
