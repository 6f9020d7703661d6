import type { Direction } from '../sweepDraft.js';

/** A measure of how well a line fits, for each goal. */
interface Score {
  /** The name of its function in JavaScript. */
  readonly name: string;
  readonly meaning: string;
  readonly javascript: (type: (text: string) => string) => string;
  readonly python: string;
}

export const scores: Readonly<Record<Direction, Score>> = {
  minimize: {
    name: 'meanSquaredError',
    meaning: 'the mean squared error on points that were held out',
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
    name: 'explainedVariance',
    meaning: 'the fraction of variance explained on points that were held out',
    javascript: (type) => `/** 1 for a line through all points, 0 for a line that is no better than their mean. */
function explainedVariance(line${type(': Line')}, points${type(': readonly Point[]')})${type(': number')} {
  const centre = mean(points.map(({ y }) => y));
  const unexplained = mean(points.map((point) => error(line, point) ** 2));
  return 1 - unexplained / mean(points.map(({ y }) => (y - centre) ** 2));
}
`,
    python: `def score(line, points):
    """The explained variance: 1 for a line through all points, 0 for a line that is no better than their mean."""
    centre = mean([y for _, y in points])
    unexplained = mean([error(line, point) ** 2 for point in points])
    return 1 - unexplained / mean([(y - centre) ** 2 for _, y in points])
`,
  },
};
