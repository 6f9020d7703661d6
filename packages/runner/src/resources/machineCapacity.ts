import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

import type { Capacity } from './allotments.js';

/** Returns what this machine has. If CUDA_VISIBLE_DEVICES is set, only its GPUs count; otherwise all do. */
export function machineCapacity(needsGpus: boolean): Capacity {
  return { cpus: availableParallelism(), gpus: needsGpus ? visibleGpus(process.env['CUDA_VISIBLE_DEVICES']) : [] };
}

function visibleGpus(variable: string | undefined): string[] {
  if (variable === undefined) return installedGpus();
  const names = variable.split(',').map((name) => name.trim());
  // CUDA itself stops at the first invalid name; `-1` hides all GPUs.
  const end = names.findIndex((name) => name === '' || name.startsWith('-'));
  return [...new Set(end < 0 ? names : names.slice(0, end))];
}

/** nvidia-smi prints a line for each, such as `GPU 0: NVIDIA A100 (UUID: GPU-...)`. */
function installedGpus(): string[] {
  try {
    const list = execFileSync('nvidia-smi', ['-L'], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return [...list.matchAll(/^GPU (\d+):/gm)].map(([, index = '']) => index);
  } catch {
    return [];
  }
}
