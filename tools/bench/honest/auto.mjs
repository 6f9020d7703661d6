import { chooseReplicates, mostChosen, pilotCount } from '@nx-tune/sweep';

import { createDraws } from './createDraws.mjs';

/**
 * Measures what `replicates: auto` chooses where the noise is known, its cost, and how much worse the configuration with the best
 * mean is than the best of all, against fixed numbers of replicates. `npm run bench:auto`.
 */
const repeats = Number(process.argv.find((word) => word.startsWith('--repeats='))?.slice(10) ?? 4000);
const configurations = 20;

/** Worths have deviation 1; where some are far off, those are that many times as far from the others. */
const worlds = [0, 0.1, 0.25, 0.5, 0.7, 1, 2].flatMap((noise) => [1, 30].map((far) => ({ noise, far })));

function draw({ noise, far }, repeat) {
  const { uniform, normal } = createDraws(`${noise} ${far} ${repeat}`);
  const worths = Array.from({ length: configurations }, () => (uniform() < 0.2 ? far : 1) * normal());
  // What a seed does to all configurations alike is as large as what it does to one.
  const seeds = Array.from({ length: mostChosen }, () => noise * normal());
  return { worths, losses: worths.map((worth) => seeds.map((shift) => worth + shift + noise * normal())) };
}

function chosenFor(losses) {
  const evaluation = (loss, replicate) => ({ replicate, outcome: { kind: 'completed' }, metrics: { loss } });
  const pilots = losses.slice(0, pilotCount).map((own) => own.slice(0, 2).map(evaluation));
  return chooseReplicates(pilots, { metric: { name: 'loss', goal: 'minimize' } });
}

/** Returns how much worse the configuration is that has the best mean of that many replicates. */
function lost({ worths, losses }, replicates) {
  const means = losses.map((own) => own.slice(0, replicates).reduce((sum, loss) => sum + loss, 0));
  return worths[means.indexOf(Math.min(...means))] - Math.min(...worths);
}

const costOf = ({ why, replicates }) =>
  why === 'no noise'
    ? configurations + 1
    : replicates === 1
      ? configurations + pilotCount
      : configurations * replicates;

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const fixed = [1, 3, mostChosen];
const titles = [
  'noise',
  'far off',
  '1',
  '2',
  '3',
  '4',
  '5',
  'trials',
  'lost by auto',
  ...fixed.map((count) => `by ${count}`),
];
console.log(`| ${titles.join(' | ')} |\n|${' --- |'.repeat(titles.length)}`);
for (const world of worlds) {
  const draws = Array.from({ length: repeats }, (_, repeat) => draw(world, repeat));
  const choices = draws.map(({ losses }) => chosenFor(losses));
  const share = (count) => choices.filter(({ replicates }) => replicates === count).length / repeats;
  const cells = [
    world.noise,
    world.far === 1 ? 'none' : 'a fifth',
    ...[1, 2, 3, 4, 5].map((count) => `${Math.round(100 * share(count))} %`),
    mean(choices.map(costOf)).toFixed(0),
    mean(draws.map((one, index) => lost(one, choices[index].replicates))).toFixed(2),
    ...fixed.map((count) => mean(draws.map((one) => lost(one, count))).toFixed(2)),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
