/** Set to `true` by `npm test` when its check `build` has passed: no script that it runs after that builds again. */
export const builtVariable = 'NX_TUNE_BUILT';
