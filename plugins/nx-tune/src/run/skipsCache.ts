/** True if a run must compute trials that are in the cache. Then the journal of finished trials must not be used, either. */
export function skipsCache(argv: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const word = argv.findLast((word) => /^--(no-)?(skip-?nx-?cache|disable-?nx-?cache)(=|$)/i.test(word));
  if (word !== undefined) return !word.startsWith('--no-') && !word.endsWith('=false');
  return [env['NX_SKIP_NX_CACHE'], env['NX_DISABLE_NX_CACHE']].includes('true');
}
