/** A function's value and gradient at a point. */
export interface Slope {
  readonly value: number;
  readonly gradient: readonly number[];
}

export interface MinimizeOptions {
  readonly iterations: number;
  /** The search ends with a step that lowers the value by less than this, relative to the value. */
  readonly tolerance: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** Number of past steps that model the curvature. */
const memory = 8;
const smallestStep = 1e-10;

interface Step {
  readonly displacement: readonly number[];
  readonly gradientChange: readonly number[];
}

/**
 * Finds a local minimum of a smooth function in a box by limited-memory BFGS over the coordinates that are free to move,
 * with backtracking along the path projected onto the box (D. P. Bertsekas, "Projected Newton Methods for Optimization Problems with
 * Simple Constraints", SIAM J. Control Optim. 20 (1982), 221-246; the two loops: J. Nocedal, Math. Comp. 35 (1980),
 * 773-782). It never steps to a point where the function is not a number.
 */
export function minimize(
  slopeAt: (x: readonly number[]) => Slope,
  start: readonly number[],
  { iterations, tolerance, lower, upper }: MinimizeOptions,
): { readonly x: readonly number[]; readonly value: number } {
  const inside = (x: readonly number[]): number[] =>
    x.map((value, i) => Math.min(upper[i] ?? Infinity, Math.max(lower[i] ?? -Infinity, value)));
  let x = inside(start);
  let slope = slopeAt(x);
  const steps: Step[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    const free = x.map((value, i) => {
      const g = slope.gradient[i] ?? 0;
      return !((value <= (lower[i] ?? -Infinity) && g > 0) || (value >= (upper[i] ?? Infinity) && g < 0));
    });
    const gradient = slope.gradient.map((g, i) => (free[i] === true ? g : 0));
    if (dot(gradient, gradient) < 1e-16) break;
    const next =
      backtrack(slopeAt, x, slope, gradient, descent(gradient, free, steps), inside) ??
      (steps.length > 0
        ? backtrack(
            slopeAt,
            x,
            slope,
            gradient,
            gradient.map((g) => -g),
            inside,
          )
        : undefined);
    if (next === undefined) break;
    const displacement = minus(next.x, x);
    const gradientChange = minus(next.slope.gradient, slope.gradient);
    if (dot(displacement, gradientChange) > 1e-12) steps.push({ displacement, gradientChange });
    if (steps.length > memory) steps.shift();
    const gain = slope.value - next.slope.value;
    x = next.x;
    slope = next.slope;
    if (gain < tolerance * (1 + Math.abs(slope.value))) break;
  }
  return { x, value: slope.value };
}

/** Nocedal's two loops: minus the inverse curvature that past steps suggest, times the gradient. */
function descent(gradient: readonly number[], free: readonly boolean[], steps: readonly Step[]): readonly number[] {
  let direction: readonly number[] = gradient.map((g) => -g);
  const shares: number[] = [];
  for (const { displacement, gradientChange } of steps.toReversed()) {
    const share = dot(displacement, direction) / dot(displacement, gradientChange);
    shares.push(share);
    direction = plus(direction, gradientChange, -share);
  }
  const last = steps.at(-1);
  const scale =
    last === undefined
      ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)))
      : dot(last.displacement, last.gradientChange) / dot(last.gradientChange, last.gradientChange);
  direction = direction.map((d) => d * scale);
  for (const { displacement, gradientChange } of steps) {
    const share = (shares.pop() ?? 0) - dot(gradientChange, direction) / dot(displacement, gradientChange);
    direction = plus(direction, displacement, share);
  }
  const freed = direction.map((d, i) => (free[i] === true ? d : 0));
  return dot(freed, gradient) < 0 ? freed : gradient.map((g) => -g);
}

/** Halves the step until the function falls as its slope promises (Armijo's rule). */
function backtrack(
  slopeAt: (x: readonly number[]) => Slope,
  x: readonly number[],
  slope: Slope,
  gradient: readonly number[],
  direction: readonly number[],
  inside: (x: readonly number[]) => number[],
): { readonly x: number[]; readonly slope: Slope } | undefined {
  for (let length = 1; length > smallestStep; length *= 0.5) {
    const there = inside(plus(x, direction, length));
    const found = slopeAt(there);
    const promised = dot(gradient, minus(there, x));
    if (found.value <= slope.value + 1e-4 * Math.min(0, promised) && found.value < slope.value)
      return { x: there, slope: found };
  }
  return undefined;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

const plus = (a: readonly number[], b: readonly number[], times: number): number[] =>
  a.map((value, i) => value + times * (b[i] ?? 0));

const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value - (b[i] ?? 0));
