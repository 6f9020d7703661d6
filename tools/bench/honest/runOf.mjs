import { createStream } from '@nx-tune/search';
import { worthOfBest, rankTrials } from '@nx-tune/report';

const metric = { name: 'loss', goal: 'minimize' };

/**
 * One search on a table, and what it says at its end: some random configurations, each evaluated once, and the best of them checked with
 * more replicates, against the best of as many evaluations without any. All configurations share the seeds of replicates, as in a sweep; each turn of a search holds others back.
 */
export function runOf({ rows, replicates }, { trials, count, held, seed, turn }) {
  const used = replicates - held;
  const next = createStream('honest', String(seed));
  const order = orderOf(replicates, seed, turn);
  const configurations = drawn(rows.length, trials, next).map((row) => order.map((place) => rows[row][place]));
  const heldBack = (losses) => losses.slice(used);
  const singles = trials - count * (used - 1);
  const report = reportOf(configurations.slice(0, singles), { count, used });
  const said = worthOfBest(report, { replicates: held });
  const ofOne = worthOfBest(report);
  const picked = configurations[said.best.number];
  const seen = configurations[bestOf(configurations.map(([first]) => first))];
  return {
    truth: mean(heldBack(picked)),
    truths: heldBack(picked),
    said: said.worth,
    ofOne: ofOne.worth,
    seen: seen[0],
    seenTruth: mean(heldBack(seen)),
    overtuning: {
      seen: overtuning(configurations, seen, heldBack),
      picked: overtuning(configurations.slice(0, singles), picked, heldBack),
    },
    overtuningByAll: {
      seen: overtuning(configurations, seen, (losses) => losses),
      picked: overtuning(configurations.slice(0, singles), picked, (losses) => losses),
    },
  };
}

/** The order of replicates in a search, by the turn in which each is once at each place. */
function orderOf(replicates, seed, turn) {
  const order = drawn(replicates, replicates, createStream('honest order', String(seed)));
  return [...order.slice(turn), ...order.slice(0, turn)];
}

/** The report of a sweep with `replicate_top`: replicate 0 of each configuration, and the others of the best. */
function reportOf(configurations, { count, used }) {
  const first = configurations.map((losses, number) => entryOf(number, losses, number, 0));
  const best = rankTrials({ metric, trials: first }).slice(0, count);
  const more = best.flatMap(({ number }, place) =>
    Array.from({ length: used - 1 }, (_, index) =>
      entryOf(number, configurations[number], first.length + place * (used - 1) + index, index + 1),
    ),
  );
  return { metric, trials: [...first, ...more] };
}

function entryOf(configuration, losses, number, replicate) {
  const result = {
    schemaVersion: 1,
    id: `${configuration}-${replicate}`,
    params: { configuration },
    seed: String(replicate),
    ...(replicate === 0 ? {} : { replicate }),
    outcome: { kind: 'completed' },
    metrics: { loss: losses[replicate] },
  };
  return { number, result };
}

/**
 * The share of the progress since the first trial that is lost again, where the incumbent is the best seen so far: (the truth of what is
 * picked - the best truth of an incumbent) / (the truth of the first trial - the best truth of an incumbent). 0 without progress.
 *
 * Source: L. Schneider, B. Bischl and M. Feurer, "Overtuning in hyperparameter optimization", AutoML 2025: relative overtuning.
 */
function overtuning(configurations, picked, knownOf) {
  let best = Infinity;
  const incumbents = configurations.filter(([first]) => {
    const isBetter = first < best;
    best = Math.min(best, first);
    return isBetter;
  });
  const truths = [...incumbents, picked].map((losses) => mean(knownOf(losses)));
  const least = Math.min(...truths);
  const progress = truths[0] - least;
  return progress <= 0 ? 0 : (truths.at(-1) - least) / progress;
}

/** The first `count` of 0 .. size-1 in a random order. */
function drawn(size, count, next) {
  const places = new Map();
  return Array.from({ length: count }, (_, index) => {
    const other = index + Math.floor(next() * (size - index));
    const value = places.get(other) ?? other;
    places.set(other, places.get(index) ?? index);
    return value;
  });
}

const bestOf = (values) => values.indexOf(Math.min(...values));

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
