/** One coordinate per axis; for a categorical axis, the index of the category. */
export type SimplexPoint = readonly number[];

export interface Vertex {
  readonly x: SimplexPoint;
  readonly loss: number;
}

/** The reason why a search asks for a point. */
export type SimplexMove =
  | 'first simplex'
  | 'reflection'
  | 'expansion'
  | 'outside contraction'
  | 'inside contraction'
  | 'shrinking'
  | 'another category'
  | 'restart';

/** A search that waits for the loss at one point and continues when it gets the answer. */
export interface Question {
  readonly point: SimplexPoint;
  readonly move: SimplexMove;
  /** Losses that lead to different next questions, and the assumed probability of each. */
  readonly outcomes: readonly (readonly [loss: number, chance: number])[];
  readonly answer: (vertex: Vertex) => Question;
}

export interface SimplexSpace {
  /** The number of categories of each axis; 0 for a numeric axis. */
  readonly categories: readonly number[];
  /** Points that fill the space, by number. */
  readonly startPoint: (index: number) => SimplexPoint;
}

/** The search from one start to the next. */
interface Run {
  readonly base: Vertex;
  /** The number of runs before this one. */
  readonly round: number;
  /** The axes along which the first simplex has more than one value. */
  readonly varying: readonly number[];
}

/** Length of the first edges at the start, and where a run continues from the best point found. */
const edge = { start: 0.2, continued: 0.1 };
/** A simplex thinner than this has collapsed. */
const smallest = 1e-4;
/** A restart begins at the best of this many new points. */
const restartPoints = 4;

const unlikely: Question['outcomes'] = [[Infinity, 0.8], [-Infinity, 0.2]]; // prettier-ignore
const even: Question['outcomes'] = [[Infinity, 0.5], [-Infinity, 0.5]]; // prettier-ignore

/**
 * The simplex of J. A. Nelder and R. Mead, "A simplex method for function minimization", Computer Journal 7 (1965), 308-313,
 * with the order of comparisons of J. C. Lagarias et al., SIAM J. Optim. 9 (1998), 112-147, section 2.
 *
 * New points have the categories of the best vertex. One other category is tried there after every n + 1 steps, and all of
 * them when the simplex has collapsed along an axis, as in the polls of C. Audet and J. E. Dennis, "Pattern Search Algorithms
 * for Mixed Variable Programming", SIAM J. Optim. 11 (2001), 573-594. If none is better, a new simplex is built at the best
 * vertex or, if the run began there, at the best of some new points (after M. A. Luersen and R. Le Riche, "Globalized
 * Nelder-Mead method for engineering optimization", Computers and Structures 82 (2004), 2251-2260).
 */
export function simplexSearch({ categories, startPoint }: SimplexSpace, start: Vertex): Question {
  const numeric = categories.flatMap((count, axis) => (count === 0 ? [axis] : []));
  const n = numeric.length;

  /** Asks for the losses of points one after the other. */
  const gather = (
    move: SimplexMove,
    points: readonly SimplexPoint[],
    known: readonly Vertex[],
    then: (vertices: readonly Vertex[]) => Question,
  ): Question => {
    const [point, ...rest] = points;
    if (point === undefined) return then(known);
    return { point, move, outcomes: even, answer: (vertex) => gather(move, rest, [...known, vertex], then) };
  };

  /** Builds a right-angled simplex; each edge points to the farther end of its axis and is long enough to reach another value. */
  const build = (base: Vertex, length: number, round: number): Question => {
    const extend = (vertices: readonly Vertex[], varying: readonly number[], reach: number): Question => {
      const axis = numeric[vertices.length - 1];
      if (axis === undefined) return step(ranked(vertices), 1, { base, round, varying });
      return {
        point: base.x.with(axis, turned(base.x[axis] ?? 0, reach)),
        move: 'first simplex',
        outcomes: even,
        answer: (vertex) => {
          const isOther = vertex.x[axis] !== base.x[axis];
          if (!isOther && reach < 1) return extend(vertices, varying, 2 * reach);
          return extend([...vertices, vertex], isOther ? [...varying, axis] : varying, length);
        },
      };
    };
    return extend([base], [], length);
  };

  /** Continues from the best vertex if it is better than where the run began, otherwise from somewhere new. */
  const restart = (best: Vertex, run: Run, tried = 0): Question => {
    const point = neighbours(best.x)[tried];
    if (point !== undefined) {
      const answer = (vertex: Vertex): Question =>
        vertex.loss < best.loss ? build(vertex, edge.continued, run.round) : restart(best, run, tried + 1);
      return { point, move: 'another category', outcomes: unlikely, answer };
    }
    if (best.loss < run.base.loss && isFar(best.x, run.base.x)) return build(best, edge.continued, run.round);
    const points = Array.from({ length: restartPoints }, (_, k) => startPoint(restartPoints * run.round + k));
    return gather('restart', points, [], (vertices) => build(bestOf(ranked(vertices)), edge.start, run.round + 1));
  };

  const step = (simplex: readonly Vertex[], count: number, run: Run): Question => {
    const best = bestOf(simplex);
    if (hasCollapsed(simplex, run)) return restart(best, run);
    const others = count % (n + 1) === 0 ? neighbours(best.x) : [];
    const point = others[(count / (n + 1)) % others.length];
    if (point === undefined) return move(simplex, count, run);
    const answer = (vertex: Vertex): Question =>
      move(vertex.loss < best.loss ? [vertex, ...simplex.slice(1)] : simplex, count, run);
    return { point, move: 'another category', outcomes: unlikely, answer };
  };

  /** Reflection, expansion, outside and inside contraction, with coefficients 1, 2, 1/2 and 1/2. */
  const move = (simplex: readonly Vertex[], count: number, run: Run): Question => {
    const [best, second, worst] = [bestOf(simplex), simplex[n - 1] ?? bestOf(simplex), simplex[n] ?? bestOf(simplex)];
    const rest = simplex.slice(0, n);
    const along = (t: number): SimplexPoint =>
      best.x.map((category, axis) => {
        if (categories[axis] !== 0) return category;
        const centre = rest.reduce((sum, { x }) => sum + (x[axis] ?? 0), 0) / n;
        return centre + t * (centre - (worst.x[axis] ?? 0));
      });
    const accept = (vertex: Vertex): Question => step(ranked([...rest, vertex]), count + 1, run);
    const ask = (
      name: SimplexMove,
      t: number,
      isBetter: (loss: number) => boolean,
      otherwise: () => Question,
    ): Question => ({
      point: along(t),
      move: name,
      outcomes: [[-Infinity, 0.6], [Infinity, 0.4]], // prettier-ignore
      answer: (vertex) => (isBetter(vertex.loss) ? accept(vertex) : otherwise()),
    });
    return {
      point: along(1),
      move: 'reflection',
      outcomes: [[best.loss, 0.35], [Infinity, 0.3], [-Infinity, 0.2], [second.loss, 0.15]], // prettier-ignore
      answer: (reflected) => {
        const { loss } = reflected;
        if (loss < best.loss) return ask('expansion', 2, (further) => further < loss, () => accept(reflected)); // prettier-ignore
        if (loss < second.loss) return accept(reflected);
        const smaller = (): Question => shrink(simplex, count, run);
        if (loss < worst.loss) return ask('outside contraction', 0.5, (outside) => outside <= loss, smaller);
        return ask('inside contraction', -0.5, (inside) => inside < worst.loss, smaller);
      },
    };
  };

  const shrink = (simplex: readonly Vertex[], count: number, run: Run): Question => {
    const best = bestOf(simplex);
    const halfway = ({ x }: Vertex): SimplexPoint =>
      best.x.map((to, axis) => (categories[axis] === 0 ? to + 0.5 * ((x[axis] ?? 0) - to) : to));
    return gather('shrinking', simplex.slice(1).map(halfway), [best], (vertices) => {
      const isStuck = vertices.every(({ x }, k) => x.every((coordinate, axis) => coordinate === simplex[k]?.x[axis]));
      return isStuck ? restart(best, run) : step(ranked(vertices), count + 1, run);
    });
  };

  /** The points that differ from this one in one category. */
  const neighbours = (x: SimplexPoint): SimplexPoint[] =>
    categories.flatMap((count, axis) =>
      Array.from({ length: count }, (_, category) => x.with(axis, category)).filter((y) => y[axis] !== x[axis]),
    );

  /** One axis is enough: the simplex can no longer move along it. This includes whole numbers. */
  const hasCollapsed = (simplex: readonly Vertex[], { varying }: Run): boolean => {
    const best = bestOf(simplex);
    if (best.loss === simplex.at(-1)?.loss) return true;
    return varying.some((axis) => simplex.every(({ x }) => isNear(x[axis], best.x[axis])));
  };

  const isFar = (x: SimplexPoint, y: SimplexPoint): boolean => numeric.some((axis) => !isNear(x[axis], y[axis]));

  return build(start, edge.start, 0);
}

const isNear = (a = 0, b = 0): boolean => Math.abs(a - b) < smallest;

const turned = (x: number, length: number): number => (x < 0.5 ? x + length : x - length);

/** Orders vertices from best to worst; of equal losses, the older comes first. */
const ranked = (vertices: readonly Vertex[]): Vertex[] =>
  vertices.toSorted((a, b) => (a.loss === b.loss ? 0 : a.loss - b.loss));

function bestOf([first]: readonly Vertex[]): Vertex {
  if (first === undefined) throw new Error('Internal error: a simplex without vertices');
  return first;
}
