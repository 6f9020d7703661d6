import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import type { SweepReport } from '@nx-tune/report';

import { Mistake } from '../../src/mistake.js';
import { writeInProject } from '../../src/study/writeInProject.js';
import { writeReport } from '../../src/study/writeReport.js';
import { writeSweep } from '../../src/study/writeSweep.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const report: SweepReport = {
  project: 'a',
  sweep: 'tune',
  method: 'grid',
  metric: { name: 'loss', goal: 'minimize' },
  parameters: ['x'],
  trials: [],
} as unknown as SweepReport;

test.each(['best.json', 'trials.json', 'leaderboard.md', 'report.html'])(
  '%s is not written through a link that leaves the project',
  (name) => {
    const root = temporaryWorkspace({ 'outside/file': 'kept' });
    const folder = join(root, 'apps/a/.tune/tune');
    mkdirSync(folder, { recursive: true });
    symlinkSync(join(root, 'outside/file'), join(folder, name));
    if (name !== 'best.json') {
      const write = (): unknown => (name === 'report.html' ? writeReport(folder, report) : writeSweep(folder, report));
      expect(write).toThrow(Mistake);
      expect(write).toThrow(`${name} is not written: it is a link that leaves the project, to `);
    } else {
      const project = join(root, 'apps/a');
      expect(() => writeInProject(project, join(folder, name), '{}')).toThrow(Mistake);
    }
    expect(readFileSync(join(root, 'outside/file'), 'utf8')).toBe('kept');
  },
);

test('a folder of the project that is a link elsewhere is meant', () => {
  const root = temporaryWorkspace({ 'scratch/x': '', 'apps/a/x': '' });
  symlinkSync(join(root, 'scratch'), join(root, 'apps/a/.tune'));
  writeInProject(join(root, 'apps/a'), join(root, 'apps/a/.tune/best.json'), 'new');
  expect(readFileSync(join(root, 'scratch/best.json'), 'utf8')).toBe('new');
});
