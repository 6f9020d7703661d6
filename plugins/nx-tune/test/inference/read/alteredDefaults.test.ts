import { alteredDefaults } from '../../../src/inference/read/alteredDefaults.js';
import { temporaryWorkspace } from '../../support/temporaryWorkspace.js';

const find = (targetDefaults: unknown): string | undefined =>
  alteredDefaults(temporaryWorkspace({ 'nx.json': JSON.stringify({ targetDefaults }) }));

test.each<readonly [string, object]>([
  ['trial.inputs', { trial: { inputs: ['default'] } }],
  ['nx-tune:inputs.dependsOn', { 'nx-tune:inputs': { dependsOn: ['codegen'] } }],
  ['ask.inputs', { trial: { cache: true }, ask: { inputs: [] } }],
  ['*.inputs', { '*': { inputs: ['default'] } }],
  ['trial.inputs', { trial: [{ filter: { plugin: 'nx-tune' }, inputs: [] }] }],
])('%s is named: %j', (name, defaults) => {
  expect(find(defaults)).toContain(`nx.json targetDefaults.${name} has changed`);
});

test.each<object>([
  { build: { inputs: ['default'] }, tune: { dependsOn: ['...', 'codegen'] } },
  { trial: { metadata: {} } },
  { '*': { inputs: ['default'] }, ...exempt() },
  { 'b*': { inputs: ['default'] } },
  {
    trial: [
      { filter: { plugin: '@nx/js' }, inputs: [] },
      { filter: { executor: 'nx:noop' }, inputs: [] },
    ],
  },
])('there is no message about %j', (defaults) => expect(find(defaults)).toBeUndefined());

/** Returns the defaults that the message advises where a glob takes in all targets. */
function exempt(): object {
  const [, names = ''] = /Add (.*) to "targetDefaults"/.exec(find({ '*': { inputs: [] } }) ?? '') ?? [];
  return JSON.parse(`{${names}}`) as object;
}
