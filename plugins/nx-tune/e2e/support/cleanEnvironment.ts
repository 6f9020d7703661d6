/** What jest, npm and an outer Nx put into the environment must not reach the workspace. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NX_|npm_|JEST_|NODE_ENV$|CI$|FORCE_COLOR$)/.test(name)),
  );
}
