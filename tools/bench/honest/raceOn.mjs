import { judgeRace, roundEnds, usualRace } from '@nx-tune/sweep';

import { createDraws } from './createDraws.mjs';

/**
 * Runs races in a world, and compares the winner of each with that of the full evaluation, by what neither has seen. `lost` is the
 * share of the other configurations that are truly better than the winner; the mean over all repeats.
 */
export function raceOn({ create }, test, repeats) {
  const sums = { spent: 0, asGood: 0, lostByFull: 0, lostByRace: 0, lostByOne: 0 };
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { losses, truth } = create(createDraws(repeat + 1));
    const lost = (winner) => truth.filter((value) => value < truth[winner]).length / (truth.length - 1);
    const { winner, evaluations } = race(losses, { ...usualRace, test });
    const full = leastMean(losses, losses.keys());
    sums.spent += evaluations / losses.flat().length;
    sums.asGood += truth[winner] <= truth[full] ? 1 : 0;
    sums.lostByFull += lost(full);
    sums.lostByRace += lost(winner);
    sums.lostByOne += lost(leastMean(losses, losses.keys(), 1));
  }
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / repeats]));
}

function race(losses, settings) {
  let racing = [...losses.keys()];
  let [evaluations, start] = [0, 0];
  for (const end of roundEnds(settings, losses[0].length)) {
    evaluations += racing.length * (end - start);
    const seen = racing.map((index) => losses[index].slice(0, end));
    if (end < losses[0].length) racing = judgeRace(seen, settings).map((place) => racing[place]);
    start = end;
  }
  return { winner: leastMean(losses, racing), evaluations };
}

function leastMean(losses, indices, count = Infinity) {
  const meanOf = (own) => own.slice(0, count).reduce((sum, loss) => sum + loss, 0);
  return [...indices].reduce((least, index) => (meanOf(losses[index]) < meanOf(losses[least]) ? index : least));
}
