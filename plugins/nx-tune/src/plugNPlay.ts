/** True if this process runs under Yarn's Plug'n'Play, which keeps packages in archives that only Node's own loader reads. */
export const isPlugNPlay = (): boolean => process.versions['pnp'] !== undefined;

export const plugNPlayProblem: string =
  "nx-tune does not work with Yarn's Plug'n'Play: it must find the packages that an objective imports on disk. " +
  'Write "nodeLinker: node-modules" into .yarnrc.yml, and run "yarn install".';
