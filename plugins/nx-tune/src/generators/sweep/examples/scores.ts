import type { Goal } from '../sweepDraft.js';

/** How good a fitted line is, where less and where more is better. */
interface Score {
  /** Of its function, in JavaScript. */
  readonly name: string;
  readonly meaning: string;
  readonly javascript: (type: (text: string) => string) => string;
  readonly python: string;
}

export const scores: Readonly<Record<Goal, Score>> = {
  minimize: {
    name: 'meanSquaredError',
    meaning: 'how far the line is from points that it was not fitted to',
    javascript: (
      type,
    ) => `const meanSquaredError = (line${type(': Line')}, points${type(': readonly Point[]')})${type(': number')} =>
  mean(points.map((point) => error(line, point) ** 2));
`,
    python: `def score(line, points):
    """The mean squared error."""
    return mean([error(line, point) ** 2 for point in points])
`,
  },
  maximize: {
    name: 'explained',
    meaning: 'how much of the variance of points that it was not fitted to the line explains',
    javascript: (type) => `/** 1 for a line through all points, 0 for one that is no better than their mean. */
function explained(line${type(': Line')}, points${type(': readonly Point[]')})${type(': number')} {
  const centre = mean(points.map(({ y }) => y));
  const left = mean(points.map((point) => error(line, point) ** 2));
  return 1 - left / mean(points.map(({ y }) => (y - centre) ** 2));
}
`,
    python: `def score(line, points):
    """The explained variance: 1 for a line through all points, 0 for one that is no better than their mean."""
    centre = mean([y for _, y in points])
    left = mean([error(line, point) ** 2 for point in points])
    return 1 - left / mean([(y - centre) ** 2 for _, y in points])
`,
  },
};
