import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

import { build, stop } from 'esbuild';
import type { Trial } from 'nx-tune';

interface BundleParams {
  readonly minify: boolean;
  readonly treeShaking: boolean;
  /** Effort of Brotli, 0 to 11. */
  readonly brotli: number;
}

/** Bytes that a server sends, bytes once they are unpacked, and how long a build takes. */
type BundleMetrics = { readonly bytes: number; readonly unpackedBytes: number; readonly buildMs: number };

/** Bundles the program in src/app with these options of esbuild, and compresses the bundle. */
export default async function objective(params: BundleParams, trial: Trial): Promise<BundleMetrics> {
  const { code, sent } = await bundle(params);
  const { median } = await trial.measure(() => bundle(params), { warmup: 3, repeats: 11 });
  await stop();
  return { bytes: sent.length, unpackedBytes: code.length, buildMs: median };
}

async function bundle({ brotli, ...options }: BundleParams): Promise<{ code: Uint8Array; sent: Uint8Array }> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: path.join(import.meta.dirname, 'app'),
    entryPoints: ['main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfigRaw: {}, // bytes must not depend on a tsconfig, which is not an input
    write: false,
  });
  const code = outputFiles[0]!.contents;
  return { code, sent: brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: brotli } }) };
}
