import { delimiter, join } from 'node:path';

import { witnessLogVariable } from './logVariable.js';

const hook = join(__dirname, 'nodeHook.js');
/** The folder of the hook for Python, which must be first on PYTHONPATH. */
const pythonFolder = join(__dirname, '../../python');

type Environment = Readonly<Record<string, string | undefined>>;

/** Adds what makes processes of Node and Python write into the log that the environment names, if it names one. */
export function watched(env: Environment): Record<string, string | undefined> {
  if (env[witnessLogVariable] === undefined) return { ...env };
  const { NODE_OPTIONS: node = '', PYTHONPATH: python = '' } = env;
  const quoted = `"${hook.replace(/[\\"]/g, '\\$&')}"`;
  const folders = python === '' ? [] : python.split(delimiter);
  return {
    ...env,
    NODE_OPTIONS: node.includes(quoted) ? node : `${node} --require ${quoted}`.trimStart(),
    PYTHONPATH: (folders.includes(pythonFolder) ? folders : [pythonFolder, ...folders]).join(delimiter),
  };
}
