/** One coordinate per axis, of a categorical axis the index. */
export type SimplexPoint = readonly number[];

export interface Vertex {
  readonly x: SimplexPoint;
  readonly loss: number;
}

/** A search that waits for the loss at one point, and goes on when it is told. */
export interface Question {
  readonly point: SimplexPoint;
  /** Losses that lead to different next questions, and how likely they are taken to be. */
  readonly outcomes: readonly (readonly [loss: number, chance: number])[];
  readonly answer: (vertex: Vertex) => Question;
}

export interface SimplexSpace {
  /** How many categories each axis has; 0 for a numeric one. */
  readonly categories: readonly number[];
  /** Points that fill the space, by their number. */
  readonly startPoint: (index: number) => SimplexPoint;
}

/** From one start to the next. */
interface Run {
  readonly base: Vertex;
  /** How many searches began before this one. */
  readonly round: number;
  /** Axes along which the first simplex has more than one value. */
  readonly varying: readonly number[];
}

/** Length of the first edges, and where a search goes on from what it found. */
const edge = { start: 0.2, turned: 0.1 };
/** A simplex that is so thin has collapsed. */
const smallest = 1e-4;
/** Of how many new points the best is where a search begins again. */
const restartPoints = 4;

const unlikely: Question['outcomes'] = [[Infinity, 0.8], [-Infinity, 0.2]]; // prettier-ignore
const even: Question['outcomes'] = [[Infinity, 0.5], [-Infinity, 0.5]]; // prettier-ignore

/**
 * The simplex of J. A. Nelder and R. Mead, "A simplex method for function minimization", Computer Journal 7 (1965), 308-313,
 * with the order of comparisons of J. C. Lagarias et al., SIAM J. Optim. 9 (1998), 112-147, section 2.
 *
 * New points have the categories of the best vertex. One other category is tried there after every n + 1 steps, and all of
 * them when the simplex has collapsed along an axis, as in the polls of C. Audet and J. E. Dennis, "Pattern Search Algorithms for Mixed
 * Variable Programming", SIAM J. Optim. 11 (2001), 573-594. If none is better, a new simplex stands at the
 * best vertex, and where that was so already, at the best of some new points (after M. A. Luersen and R. Le Riche, "Globalized Nelder-Mead method for engineering optimization", Computers
 * and Structures 82 (2004), 2251-2260).
 */
export function simplexSearch({ categories, startPoint }: SimplexSpace, start: Vertex): Question {
  const numeric = categories.flatMap((count, axis) => (count === 0 ? [axis] : []));
  const n = numeric.length;

  /** Asks for the points one after the other. */
  const gather = (
    points: readonly SimplexPoint[],
    known: readonly Vertex[],
    then: (vertices: readonly Vertex[]) => Question,
  ): Question => {
    const [point, ...rest] = points;
    if (point === undefined) return then(known);
    return { point, outcomes: even, answer: (vertex) => gather(rest, [...known, vertex], then) };
  };

  /** A right-angled simplex, each edge towards the farther end of its axis and long enough to reach another value. */
  const build = (base: Vertex, length: number, round: number): Question => {
    const extend = (vertices: readonly Vertex[], varying: readonly number[], reach: number): Question => {
      const axis = numeric[vertices.length - 1];
      if (axis === undefined) return step(ranked(vertices), 1, { base, round, varying });
      return {
        point: base.x.with(axis, turned(base.x[axis] ?? 0, reach)),
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

  /** Where it stands, if that is better than where it began; or else somewhere new. */
  const restart = (best: Vertex, run: Run, tried = 0): Question => {
    const point = neighbours(best.x)[tried];
    if (point !== undefined) {
      const answer = (vertex: Vertex): Question =>
        vertex.loss < best.loss ? build(vertex, edge.turned, run.round) : restart(best, run, tried + 1);
      return { point, outcomes: unlikely, answer };
    }
    if (best.loss < run.base.loss && isFar(best.x, run.base.x)) return build(best, edge.turned, run.round);
    const points = Array.from({ length: restartPoints }, (_, k) => startPoint(restartPoints * run.round + k));
    return gather(points, [], (vertices) => build(bestOf(ranked(vertices)), edge.start, run.round + 1));
  };

  const step = (simplex: readonly Vertex[], count: number, run: Run): Question => {
    const best = bestOf(simplex);
    if (hasCollapsed(simplex, run)) return restart(best, run);
    const others = count % (n + 1) === 0 ? neighbours(best.x) : [];
    const point = others[(count / (n + 1)) % others.length];
    if (point === undefined) return move(simplex, count, run);
    const answer = (vertex: Vertex): Question =>
      move(vertex.loss < best.loss ? [vertex, ...simplex.slice(1)] : simplex, count, run);
    return { point, outcomes: unlikely, answer };
  };

  /** Reflection, expansion, contraction outside and inside with 1, 2, 1/2 and 1/2. */
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
    const ask = (t: number, isBetter: (loss: number) => boolean, otherwise: () => Question): Question => ({
      point: along(t),
      outcomes: [[-Infinity, 0.6], [Infinity, 0.4]], // prettier-ignore
      answer: (vertex) => (isBetter(vertex.loss) ? accept(vertex) : otherwise()),
    });
    return {
      point: along(1),
      outcomes: [[best.loss, 0.35], [Infinity, 0.3], [-Infinity, 0.2], [second.loss, 0.15]], // prettier-ignore
      answer: (reflected) => {
        const { loss } = reflected;
        if (loss < best.loss) return ask(2, (further) => further < loss, () => accept(reflected)); // prettier-ignore
        if (loss < second.loss) return accept(reflected);
        const smaller = (): Question => shrink(simplex, count, run);
        if (loss < worst.loss) return ask(0.5, (outside) => outside <= loss, smaller);
        return ask(-0.5, (inside) => inside < worst.loss, smaller);
      },
    };
  };

  const shrink = (simplex: readonly Vertex[], count: number, run: Run): Question => {
    const best = bestOf(simplex);
    const halfway = ({ x }: Vertex): SimplexPoint =>
      best.x.map((to, axis) => (categories[axis] === 0 ? to + 0.5 * ((x[axis] ?? 0) - to) : to));
    return gather(simplex.slice(1).map(halfway), [best], (vertices) => {
      const isStuck = vertices.every(({ x }, k) => x.every((coordinate, axis) => coordinate === simplex[k]?.x[axis]));
      return isStuck ? restart(best, run) : step(ranked(vertices), count + 1, run);
    });
  };

  /** The same point with one other category. */
  const neighbours = (x: SimplexPoint): SimplexPoint[] =>
    categories.flatMap((count, axis) =>
      Array.from({ length: count }, (_, category) => x.with(axis, category)).filter((y) => y[axis] !== x[axis]),
    );

  /** Along one axis is enough: the simplex sees it no more, whole numbers included. */
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

/** The best first; of equal losses the older. */
const ranked = (vertices: readonly Vertex[]): Vertex[] =>
  vertices.toSorted((a, b) => (a.loss === b.loss ? 0 : a.loss - b.loss));

function bestOf([first]: readonly Vertex[]): Vertex {
  if (first === undefined) throw new Error('Internal error: a simplex without vertices');
  return first;
}
