import type { Json } from '../core/json.js';

/** A distribution in its normal form: every default filled in, every relation checked. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'categorical'; readonly values: readonly Json[]; readonly probabilities?: readonly number[] }
  | { readonly kind: 'int_uniform'; readonly min: number; readonly max: number }
  | { readonly kind: BoundedKind; readonly min: number; readonly max: number }
  | ({ readonly kind: QuantizedBoundedKind; readonly min: number; readonly max: number } & Step)
  | { readonly kind: 'normal' | 'log_normal'; readonly mu: number; readonly sigma: number }
  | { readonly kind: 'q_normal' | 'q_log_normal'; readonly mu: number; readonly sigma: number; readonly q: number }
  | { readonly kind: 'beta'; readonly a: number; readonly b: number }
  | ({ readonly kind: 'q_beta'; readonly a: number; readonly b: number } & Step);

/** The step of a quantised distribution that has bounds. */
interface Step {
  readonly q: number;
  /** True if a bound that is not a multiple of `q` is rounded to one, as W&B does, which may lie outside of the bounds. */
  readonly rounded?: true;
}

/** A distribution of numbers. */
export type Numeric = Exclude<Distribution, { kind: 'constant' | 'categorical' }>;

/** `log_uniform` and `inv_log_uniform` take exponents of e as bounds, the `_values` kinds the values themselves. */
export type BoundedKind =
  | 'uniform'
  | 'log_uniform'
  | 'log_uniform_values'
  | 'inv_log_uniform'
  | 'inv_log_uniform_values';
export type QuantizedBoundedKind = 'q_uniform' | 'q_log_uniform' | 'q_log_uniform_values';

/** One axis of a search space. */
export interface Parameter {
  /** Path of the value in the params: `['optimizer', 'lr']` is `params.optimizer.lr`. Empty for a selector, which has none. */
  readonly path: readonly string[];
  /** The path joined with dots. Labels are unique in a space. */
  readonly label: string;
  readonly distribution: Distribution;
  /** The parameter is active only if all of these hold. */
  readonly when?: readonly Condition[];
  /** The label of the selector whose value is the index of this parameter's value. */
  readonly picks?: string;
}

/** A condition under which a parameter is active. */
export interface Condition {
  /** The label of another parameter. */
  readonly label: string;
  /** The values that this parameter may have then, as canonical JSON, sorted. */
  readonly values: readonly string[];
}

/** The parameters in the order of the sweep file. */
export type Space = readonly Parameter[];
