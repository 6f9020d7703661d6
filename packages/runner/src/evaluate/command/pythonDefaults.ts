/**
 * Environment variables that make Python behave the same in every process, unless the user has set them. Without the
 * first, hashes of strings, and so the order of a set, differ from process to process. Without the second, Python takes
 * the bytecode beside a source file for current as long as the file's size and modification time in seconds are the same,
 * so an edit within that second would run the old code. Where reports are followed, a third keeps Python from holding back what
 * a program prints.
 */
const defaults = { PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' } as const;
const followed = { ...defaults, PYTHONUNBUFFERED: '1' } as const;

/** The defaults that an environment does not set itself. */
export const pythonDefaults = (env: NodeJS.ProcessEnv, isFollowed = false): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(isFollowed ? followed : defaults).filter(([name]) => env[name] === undefined));
