import { canonicalJson } from '../core/canonicalJson.js';
import type { Json, JsonObject } from '../core/json.js';
import { evaluateExpression } from '../expression/evaluateExpression.js';
import { type Expression, labelsIn } from '../expression/expression.js';
import { labelled } from './labelled.js';
import { parseExpression } from '../expression/parseExpression.js';

/** Points of a space that are not tried. */
export interface Restrictions {
  /** A point that fits one of these is left out. */
  readonly exclude?: readonly Exclusion[];
  /** A point for which one of these expressions does not hold is left out. */
  readonly constraints?: readonly string[];
}

/** By dotted label, the values as canonical JSON, sorted; all of them have to fit. */
export type Exclusion = readonly (readonly [label: string, values: readonly string[]])[];

/**
 * Whether a point may be tried. What speaks of a parameter that the point does not have says nothing of the point. An
 * expression that compares what cannot be compared, or in which no number comes out, does not hold.
 */
export function allows({ exclude = [], constraints = [] }: Restrictions): (params: JsonObject) => boolean {
  const expressions = constraints.map(compile);
  if (exclude.length === 0 && expressions.length === 0) return () => true;
  return (params) => {
    const values = new Map<string, Json | undefined>();
    const valueOf = (label: string): Json | undefined => {
      if (!values.has(label)) values.set(label, labelled(params, label));
      return values.get(label);
    };
    const fits = ([label, wanted]: Exclusion[number]): boolean => {
      const value = valueOf(label);
      return value !== undefined && wanted.includes(canonicalJson(value));
    };
    const holds = ({ expression, names }: Constraint): boolean =>
      names.some((name) => valueOf(name) === undefined) ||
      evaluateExpression(expression, (name) => valueOf(name) ?? null) === true;
    return !exclude.some((one) => one.every(fits)) && expressions.every(holds);
  };
}

interface Constraint {
  readonly expression: Expression;
  readonly names: readonly string[];
}

function compile(text: string): Constraint {
  const parsed = parseExpression(text);
  if ('problem' in parsed)
    throw new Error(`Internal error: the constraint ${text} passed the checks of the sweep file`);
  return { expression: parsed.expression, names: labelsIn(parsed.expression) };
}
