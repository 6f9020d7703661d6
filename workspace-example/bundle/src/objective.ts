import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';

import { build, type BuildOptions, stop } from 'esbuild';
import type { Trial } from 'nx-tune';

type BundleParams = Required<
  Pick<BuildOptions, 'minifyWhitespace' | 'minifyIdentifiers' | 'minifySyntax' | 'treeShaking'>
>;

/** Bytes of the bundle, as it is and as a server would send it, and how long a build takes. */
type BundleMetrics = { readonly bytes: number; readonly brotliBytes: number; readonly buildMs: number };

/** Bundles the program in src/app with these options of esbuild. */
export default async function objective(params: BundleParams, trial: Trial): Promise<BundleMetrics> {
  const code = await bundle(params);
  const { median } = await trial.measure(() => bundle(params), { warmup: 3, repeats: 11 });
  await stop();
  return { bytes: code.length, brotliBytes: brotliCompressSync(code).length, buildMs: median };
}

async function bundle(params: BundleParams): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...params,
    absWorkingDir: path.join(import.meta.dirname, 'app'),
    entryPoints: ['main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfigRaw: {}, // bytes must not depend on a tsconfig, which is not an input
    write: false,
  });
  return outputFiles[0]!.contents;
}
