import { type JsonObject, paramByLabel } from '@nx-tune/search/core';

/** An amount that a trial needs: a number, or the value of the parameter with a label. */
export type Need = number | { readonly param: string };

/** Returns the amount that a trial with these params needs. The sweep file was checked, so that each trial has one. */
export function amountFor(need: Need, params: JsonObject): number {
  if (typeof need === 'number') return need;
  const amount = paramByLabel(params, need.param);
  if (typeof amount !== 'number') throw new Error(`Internal error: a trial has no amount ${need.param}`);
  return amount;
}
