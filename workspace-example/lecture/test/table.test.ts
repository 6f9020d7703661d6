import { readFileSync } from 'node:fs';
import path from 'node:path';

import { renderText, rowOf, type TrialRecord, ways } from '../src/rows.js';

const project = path.join(__dirname, '..');
const lockedTrials = (sweep: string): readonly TrialRecord[] =>
  (
    JSON.parse(readFileSync(path.join(project, `${sweep}.tune.lock.json`), 'utf8')) as {
      readonly trials: readonly (TrialRecord | null)[];
    }
  ).trials.filter((trial) => trial !== null);

/** A line without its seconds, which differ from machine to machine. */
const withoutSeconds = (line: string): string => line.replace(/\s+\S+$/, '');

test('the table in the README is that of the committed locks', () => {
  const text = renderText(ways.map(([name, sweep]) => rowOf(name, lockedTrials(sweep), new Map())));
  const expected = text.trimEnd().split('\n');
  const shown = readFileSync(path.join(project, '../../README.md'), 'utf8').split('\n');
  const start = shown.findIndex((line) => line.startsWith('way '));
  expect(shown.slice(start + 1, start + expected.length).map(withoutSeconds)).toEqual(
    expected.slice(1).map((line) => line.trimEnd()),
  );
});
