import { canonicalJson } from '../core/canonicalJson.js';
import type { Json, JsonObject } from '../core/json.js';
import { evaluateExpression } from '../expression/evaluateExpression.js';
import { type Expression, labelsIn } from '../expression/expression.js';
import { paramByLabel } from '../core/paramByLabel.js';
import { parseExpression } from '../expression/parseExpression.js';

/** The points of a space that are not tried. */
export interface Restrictions {
  /** A point that matches one of these is left out. */
  readonly exclude?: readonly Exclusion[];
  /** A point for which one of these expressions does not hold is left out. */
  readonly constraints?: readonly string[];
}

/** Values by dotted label, as canonical JSON, sorted. A point matches if all of its labels have one of their values. */
export type Exclusion = readonly (readonly [label: string, values: readonly string[]])[];

/**
 * Decides whether a point may be tried. An exclusion or constraint about a parameter that the point does not have does not
 * apply to it. An expression that compares values of different types, or whose result is not a number, does not hold.
 */
export function allows({ exclude = [], constraints = [] }: Restrictions): (params: JsonObject) => boolean {
  const expressions = constraints.map(compile);
  if (exclude.length === 0 && expressions.length === 0) return () => true;
  return (params) => {
    const values = new Map<string, Json | undefined>();
    const valueOf = (label: string): Json | undefined => {
      if (!values.has(label)) values.set(label, paramByLabel(params, label));
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
