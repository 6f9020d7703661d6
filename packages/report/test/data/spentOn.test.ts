import { spentOn, spentText } from '../../src/index.js';
import { createReportData } from '../../src/data/createReportData.js';
import { tableColumns, namesOf, rowOf } from '../../page/trialFacts.js';
import { example } from '../support/example.js';

test('trials cost what was recorded of each; CPU time is known only if it is of all of them', () => {
  const runs = [{ durationMs: 1500, cpuMs: 250 }, null, { durationMs: 500, cpuMs: 1750 }];
  expect(spentOn(runs)).toEqual({ seconds: 2, cpuSeconds: 2 });
  expect(spentOn([...runs, { durationMs: 1000 }])).toEqual({ seconds: 3 });
  expect(spentOn([null])).toBeUndefined();
});

test('money follows from the time and the price', () => {
  expect(spentText({ seconds: 61, cpuSeconds: 55 }, 0.4)).toBe(
    'Recorded: 1 min 01 s of computing, 55 s of CPU time, 0.00678 at 0.4 an hour',
  );
  expect(spentText({ seconds: 61 })).toBe('Recorded: 1 min 01 s of computing');
});

const measured = {
  ...example,
  trials: example.trials.map((trial) => ({
    ...trial,
    ...(trial.run && { run: { ...trial.run, cpuMs: 100 * (trial.number + 1), peakMemoryBytes: 2e6 } }),
  })),
};

test('the page has columns for what is known of runs, and filters by it', () => {
  const data = createReportData(measured);
  const columns = tableColumns(data);
  const texts = columns.map(({ label, text }) => [label, text(1)]);
  expect(texts).toEqual(
    expect.arrayContaining([
      ['time', '3.0 s'],
      ['CPU time', '0.2 s'],
      ['memory', '2.0 MB'],
    ]),
  );
  expect(namesOf(data).names).toContain('run.cpuSeconds');
  expect(['run.seconds', 'run.cpuSeconds', 'run.peakMemory'].map(rowOf(data, 1))).toEqual([3, 0.2, 2e6]);
  const { timing: _timing, ...without } = data;
  expect(tableColumns(without).map(({ label }) => label)).not.toContain('time');
  expect(namesOf(without).names).not.toContain('run.seconds');
});
