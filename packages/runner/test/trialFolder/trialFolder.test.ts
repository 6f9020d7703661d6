import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join, sep } from 'node:path';

import type { Evaluation } from '../../src/model/evaluation.js';
import type { TrialTask } from '../../src/model/trialTask.js';
import { prepareTrialFolder, writeTrial } from '../../src/trialFolder/trialFolder.js';
import { createTask } from '../support/createTask.js';
import { writeArtifact } from '../support/journals.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const projectDir = temporaryFolder();
const source = { objective: { kind: 'module', path: 'objective.ts' }, files: {} } as const;
const taskOf = (changes: Partial<TrialTask> = {}): TrialTask =>
  createTask(projectDir, source, { id: 'abc', params: { b: [1, -0], a: 'ü\n', c: { z: 1e21, y: 1e-7 } }, ...changes });

const evaluation: Evaluation = {
  outcome: { kind: 'completed' },
  metrics: { loss: 0.1, accuracy: 'NaN' },
  curve: [
    { step: 0, metrics: { loss: 1 } },
    { step: 1, metrics: { loss: 'Infinity', accuracy: 0.5 } },
  ],
  output: 'printed',
};
const execution = { runId: 'run', startedAt: new Date(0), durationMs: 12.6, versions: { plugin: '1.2.3' } };
const read = ({ trialDir }: TrialTask, file: string): string => readFileSync(join(trialDir, file), 'utf8');

describe('what is written', () => {
  it('result.json: these very bytes', () => {
    const task = taskOf();
    writeTrial(task, evaluation, execution);
    expect(read(task, 'result.json')).toBe(`{
  "id": "abc",
  "metrics": {
    "accuracy": "NaN",
    "loss": 0.1
  },
  "outcome": {
    "kind": "completed"
  },
  "params": {
    "a": "ü\\n",
    "b": [
      1,
      0
    ],
    "c": {
      "y": 1e-7,
      "z": 1e+21
    }
  },
  "schemaVersion": 1,
  "seed": "seed"
}
`);
  });

  it('curve.jsonl: a line for each point, and no file without points', () => {
    const [task, without] = [taskOf(), taskOf({ trialDir: join(projectDir, 'without') })];
    writeTrial(task, evaluation, execution);
    writeTrial(without, { ...evaluation, curve: [] }, execution);
    expect(read(task, 'curve.jsonl')).toBe(
      '{"metrics":{"loss":1},"step":0}\n{"metrics":{"accuracy":0.5,"loss":"Infinity"},"step":1}\n',
    );
    expect(readdirSync(without.trialDir).sort()).toEqual(['result.json', 'run.json']);
  });

  it('run.json: how it went', () => {
    const task = taskOf();
    writeTrial(task, { ...evaluation, peakMemoryBytes: 5 }, execution);
    const { machine, versions, seal, ...rest } = JSON.parse(read(task, 'run.json')) as Record<string, unknown>;
    const startedAt = '1970-01-01T00:00:00.000Z';
    expect(rest).toEqual({ schemaVersion: 1, runId: 'run', startedAt, durationMs: 13, peakMemoryBytes: 5 });
    expect(versions).toEqual({ node: process.versions.node, plugin: '1.2.3' });
    const digest = (file: string): string => createHash('sha256').update(read(task, file)).digest('hex');
    expect(seal).toEqual({
      files: { 'curve.jsonl': digest('curve.jsonl'), 'result.json': digest('result.json') },
      artifacts: { files: 0, bytes: 0, digest: createHash('sha256').update('{}').digest('hex') },
    });
    expect(Object.keys(machine as object).sort()).toEqual(['arch', 'cores', 'platform']);
  });
});

describe('result.json', () => {
  it('holds no clock, host or path, whatever went wrong', () => {
    const resultIn = (folder: string, day: number): string => {
      const error = `Error: cannot read ${join(folder, 'data.csv')}\n    at f (${join(folder, 'src/a.ts')}:1:2)`;
      const task = taskOf({ projectDir: folder, trialDir: join(folder, '.tune/trials/abc') });
      mkdirSync(task.trialDir, { recursive: true });
      writeTrial(
        task,
        { ...evaluation, outcome: { kind: 'failed', error } },
        { ...execution, startedAt: new Date(day) },
      );
      return read(task, 'result.json');
    };
    const result = resultIn(join(projectDir, 'one'), 1e12);
    expect(result).toBe(resultIn(join(projectDir, 'an/other'), 2e12));
    expect(result).toContain('cannot read data.csv\\n    at f (src/a.ts:1:2)');
    for (const text of [hostname(), projectDir, '2001']) expect(result).not.toContain(text);
  });

  it('is written last: where it is, all is', () => {
    const task = taskOf();
    mkdirSync(join(task.trialDir, 'run.json'));
    expect(() => writeTrial(task, evaluation, execution)).toThrow();
    expect(existsSync(join(task.trialDir, 'result.json'))).toBe(false);
    expect(existsSync(join(task.trialDir, 'curve.jsonl'))).toBe(true);
  });

  it('replaces a file as a whole: a reader of the old one continues to read it', () => {
    const task = taskOf();
    writeFileSync(join(task.trialDir, 'result.json'), 'old');
    linkSync(join(task.trialDir, 'result.json'), join(task.trialDir, 'reader'));
    writeTrial(task, evaluation, execution);
    expect(read(task, 'reader')).toBe('old');
    expect(readdirSync(task.trialDir).sort()).toEqual(['curve.jsonl', 'reader', 'result.json', 'run.json']);
  });
});

describe('a folder that is there already', () => {
  it('is emptied', () => {
    const task = taskOf();
    writeTrial(task, evaluation, execution);
    writeArtifact(task, 'model.bin', 'stale');
    prepareTrialFolder(task);
    expect(readdirSync(task.trialDir, { recursive: true })).toEqual([]);
  });

  it.each(['', sep])(
    'is replaced if it is a link, and what the link leads to is left alone: path ends in "%s"',
    (end) => {
      const outside = join(projectDir, `outside${end.length}`);
      const trialDir = join(projectDir, `link${end.length}`);
      mkdirSync(outside);
      writeFileSync(join(outside, 'precious'), 'kept');
      symlinkSync(outside, trialDir, 'junction');
      const task = taskOf({ trialDir: `${trialDir}${end}` });
      writeTrial(task, evaluation, execution);
      expect(lstatSync(trialDir).isSymbolicLink()).toBe(false);
      expect(readdirSync(outside)).toEqual(['precious']);
      expect(readdirSync(trialDir)).toContain('result.json');
    },
  );

  it('is replaced if it is a file', () => {
    const trialDir = join(projectDir, 'file');
    writeFileSync(trialDir, '');
    taskOf({ trialDir });
    expect(readdirSync(trialDir)).toEqual([]);
  });
});
