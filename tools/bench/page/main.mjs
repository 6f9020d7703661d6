import { spawnSync } from 'node:child_process';

import { chromium } from 'playwright-core';

import { benchOptions } from '../report/benchOptions.mjs';
import { inFolder } from '../report/inFolder.mjs';
import { writeReport } from '../report/writeReport.mjs';
import { measurePage } from './measurePage.mjs';
import { writePage } from './writePage.mjs';

/** Measures how quickly the page of a report opens and answers. */
const { trials, rounds, json } = benchOptions(
  `npm run bench:page -- [--trials=1000,10000] [--rounds=5] [--json=FILE]

Opens reports in headless Chromium. "usable" is from the start of the navigation to the first frame after the page has loaded, and "charts" to
the last chart in view. An action takes from the reader's input to the end of the next frame; "charts follow" is the longest task of the
page in the second after it, in which charts are drawn, or 0 if none takes 50 ms. The quickest and the median of the rounds, in milliseconds.`,
  { trials: '1000,10000', rounds: '5' },
  { trials: { least: 100 } },
);
const executablePath = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
  .find((path) => path !== '');
if (executablePath === undefined)
  throw new Error('There is no Chromium: install it, for instance with "apt-get install chromium".');

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const pages = await inFolder(async (folder) => {
  const measured = [];
  for (const count of trials.split(',').map(Number)) {
    const { file, bytes } = await writePage(folder, count);
    const each = [];
    for (let round = 0; round < Number(rounds); round++) each.push(await measurePage(browser, file));
    measured.push({
      trials: count,
      bytes,
      opened: summaries(each.map(({ opened }) => opened)),
      actions: actionsOf(each),
    });
  }
  return measured;
});
await browser.close();

const shown = ({ least, median }) => `${least.toFixed(0)}, ${median.toFixed(0)}`;
const named = (count) => count.toLocaleString('en');
writeReport(
  {
    title: 'The page of a report, in milliseconds: quickest, median',
    sections: [
      {
        head: ['trials', 'file', 'usable', 'charts'],
        rows: pages.map((one) => [
          named(one.trials),
          `${(one.bytes / 1e6).toFixed(2)} MB`,
          shown(one.opened.usable),
          shown(one.opened.charts),
        ]),
      },
      {
        head: ['trials', 'action', 'next frame', 'charts follow'],
        rows: pages.flatMap((one) =>
          one.actions.map(({ name, frame, task }) => [named(one.trials), name, shown(frame), shown(task)]),
        ),
      },
    ],
    data: { rounds: Number(rounds), pages },
  },
  json,
);

function actionsOf(each) {
  return each[0].actions.map(({ name }, place) => ({
    name,
    ...summaries(each.map(({ actions }) => ({ frame: actions[place].frame, task: actions[place].task }))),
  }));
}

/** Returns the least and the median, by key, of objects with the same keys. */
function summaries(measurements) {
  return Object.fromEntries(
    Object.keys(measurements[0]).map((key) => {
      const sorted = measurements.map((one) => one[key]).toSorted((a, b) => a - b);
      return [key, { least: sorted[0], median: sorted[Math.floor(sorted.length / 2)] }];
    }),
  );
}
