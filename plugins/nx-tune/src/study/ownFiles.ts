/** Globs of sweep files, and of what nx-tune writes beside them. */
export const ownFiles: readonly string[] = [
  '{tune,*.tune}.{yaml,yml,json,config.ts,config.mts,params.d.ts}',
  '{tune,*.tune}.{lock,curves,known}.json',
];
