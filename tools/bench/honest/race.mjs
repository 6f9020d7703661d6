import { raceOn } from './raceOn.mjs';
import { syntheticWorlds } from './syntheticWorlds.mjs';
import { tableWorlds } from './tableWorlds.mjs';

/**
 * Measures what a race saves against the evaluation of all configurations on all cases, and how good its winner is. `npm run
 * bench:race`, and with real results `npm run bench:race -- --tables=FILE`: gzipped JSON, as docs/cases.md describes it.
 */
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const repeats = Number(option('repeats') ?? 200);
const tables = option('tables');
const worlds = [...syntheticWorlds, ...(tables === undefined ? [] : tableWorlds(tables))];

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const titles = [
  'world',
  'test',
  'evaluations',
  'as good or better',
  'lost by the full',
  'lost by the race',
  'of one case',
];
console.log(`| ${titles.join(' | ')} |\n|${' --- |'.repeat(titles.length)}`);
for (const world of worlds)
  for (const test of ['friedman', 'wilcoxon']) {
    const { spent, asGood, lostByFull, lostByRace, lostByOne } = raceOn(world, test, repeats);
    const cells = [spent, asGood, lostByFull, lostByRace, lostByOne].map(percent);
    console.log(`| ${[world.name, test, ...cells].join(' | ')} |`);
  }
