/** Returns the environment without the variables of jest, npm and an outer Nx, which must not reach the workspace. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NX_|npm_|JEST_|NODE_ENV$|CI$|FORCE_COLOR$)/.test(name)),
  );
}
