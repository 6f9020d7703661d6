import type { Resources } from '@nx-tune/sweep';

/** What a machine has to share among trials. */
export interface Capacity {
  readonly cpus: number;
  /** As CUDA names them: indices or UUIDs. */
  readonly gpus: readonly string[];
}

/** A trial's share, for as long as it runs. */
export interface Allotment {
  /** What the trial sees of it: variables of its environment. */
  readonly env: Readonly<Record<string, string>>;
  release(): void;
}

/** Shares a machine among trials, so that no more run at a time than fit, and each GPU has one of them. */
export interface Allotments {
  /** A share, or undefined while too little is free. */
  take(need: Resources): Allotment | undefined;
  /** Why no machine like this one can ever run the trial, if so. */
  shortage(need: Resources): string | undefined;
  /** Resolves when a share is given back. */
  released(): Promise<void>;
}

/** The variables by which numeric libraries learn how many threads to use. */
const threadVariables = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS'];

export function createAllotments({ cpus, gpus }: Capacity): Allotments {
  let freeCpus = cpus;
  let freeGpus = [...gpus];
  let waiting: (() => void)[] = [];
  const giveBack = (takenCpus: number, takenGpus: readonly string[]): void => {
    freeCpus += takenCpus;
    freeGpus = gpus.filter((gpu) => freeGpus.includes(gpu) || takenGpus.includes(gpu));
    waiting.forEach((wake) => wake());
    waiting = [];
  };
  return {
    take: (need) => {
      // On a machine with fewer cores a trial runs alone, slower, with the threads that it was promised.
      const [ownCpus, ownGpus] = [Math.min(need.cpus ?? 0, cpus), need.gpus ?? 0];
      if (ownCpus > freeCpus || ownGpus > freeGpus.length) return undefined;
      freeCpus -= ownCpus;
      const taken = freeGpus.splice(0, ownGpus);
      return { env: environment(need, taken), release: () => giveBack(ownCpus, taken) };
    },
    shortage: ({ gpus: needed = 0 }) =>
      needed <= gpus.length
        ? undefined
        : `"resources" asks for ${needed} GPU${needed > 1 ? 's' : ''}, but this machine shows ${gpus.length === 0 ? 'none' : gpus.length}: neither CUDA_VISIBLE_DEVICES nor nvidia-smi names more`,
    released: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

function environment({ cpus }: Resources, gpus: readonly string[]): Record<string, string> {
  return {
    ...(cpus === undefined ? {} : Object.fromEntries(threadVariables.map((name) => [name, String(cpus)]))),
    ...(gpus.length === 0 ? {} : { CUDA_VISIBLE_DEVICES: gpus.join(',') }),
  };
}
