import { spawnSync } from 'node:child_process';

/** The version of a Python module; undefined if it is not installed. */
export function moduleVersion(python, module) {
  const { status, stdout } = spawnSync(python, ['-c', `import ${module}; print(${module}.__version__)`], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs a Python file, which prints JSON in its last line. */
export function runPython(python, file, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(python, [file, ...args.map(String)], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    ...options,
  });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}
