/**
 * What makes Python the same in every process, where the user has not decided otherwise. Hashes of texts, and with them
 * the order of a set, differ from process to process; and bytecode beside a source counts as current while the source
 * has the same size and second, so that a quick edit could run as it was before.
 */
const defaults = { PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' } as const;

/** Those of them that are not set in an environment. */
export const pythonDefaults = (env: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(defaults).filter(([name]) => env[name] === undefined));
