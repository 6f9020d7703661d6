import { toTrialTask } from '../../src/executors/trial/trialTask.js';
import { formatTicket } from '../../src/study/promotionTicket.js';
import { formatProposal } from '../../src/study/proposal.js';
import { temporaryWorkspace } from '../support/temporaryWorkspace.js';

const settings = { objective: { kind: 'module', path: 'a.cjs' }, metric: 'loss', seed: 's' };
const ticket = { schemaVersion: 1, continues: 'below', params: { x: 2 }, folder: 'trials/below', digest: 'd' } as const;

/** Finds the trial of a project's only task, with a file below `.tune`. */
function found(metadata: object, trial: object, file?: readonly [string, string]) {
  const root = temporaryWorkspace(file === undefined ? {} : { [`apps/a/.tune/${file[0]}`]: file[1] });
  const target = { executor: 'nx-tune:trial', metadata: { inputsRoot: 'apps/a/.tune/inputs/i', ...metadata } };
  const data = { root: 'apps/a/.tune/slots/one', targets: { trial: target } };
  const node = { name: 't', type: 'lib' as const, data };
  const projectGraph = { nodes: { t: node }, dependencies: {} };
  const options = { trial: JSON.stringify({ ...settings, ...trial }), code: '', engine: 1 };
  return toTrialTask('t', options, { root, projectGraph });
}

const slot = { askRoot: 'apps/a/.tune/asks/s-0' };
const gate = { ticket: 'gates/one.json' };

test.each([
  ['its proposal', slot, ['asks/s-0/slot-3.json', formatProposal({ x: 1 })], { x: 1 }],
  ['its ticket', gate, ['gates/one.json', formatTicket(ticket)], { x: 2 }],
] as const)('a task runs the params of %s', (_, metadata, file, params) => {
  expect(found(metadata, { slot: 3 }, file)).toMatchObject({ params });
});

test.each([
  ['no point was left to propose', slot, ['asks/s-0/slot-3.json', formatProposal(undefined)]],
  ['its trial is not promoted', gate, ['gates/one.json', formatTicket(undefined)]],
] as const)('a task is not needed if %s', (_, metadata, file) => {
  expect(found(metadata, { slot: 3 }, file)).toBeNull();
});

test.each([
  ['its proposal is gone', slot, undefined, 'asks/s-0/slot-3.json'],
  ['its ticket is gone', gate, undefined, 'gates/one.json'],
  ['its proposal is cut', slot, ['asks/s-0/slot-3.json', '{"par'], 'asks/s-0/slot-3.json'],
  ['its ticket is empty', gate, ['gates/one.json', ''], 'gates/one.json'],
] as const)('nothing is known of a task if %s', (_, metadata, file, unknown) => {
  expect(found(metadata, { slot: 3 }, file)).toEqual({ unknown: `apps/a/.tune/${unknown}` });
});

test('the ticket of one of the best gives params to a trial that continues none', () => {
  const text = formatTicket({ schemaVersion: 1, params: { x: 3 } });
  const task = found(gate, { seed: '9', replicate: 2, budget: { epochs: 9 } }, ['gates/one.json', text]);
  expect(task).toMatchObject({ params: { x: 3 }, seed: '9', replicate: 2, budget: { epochs: 9 } });
  expect(task).not.toHaveProperty('continues');
});
