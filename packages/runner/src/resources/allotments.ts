import type { Resources } from '@nx-tune/sweep';

/** The resources of a machine that trials share. */
export interface Capacity {
  readonly cpus: number;
  /** Indices or UUIDs, as CUDA names them. */
  readonly gpus: readonly string[];
}

/** The resources of the machine that a trial needs while it runs. */
export interface ResourceRequest extends Resources {
  /** The most trials at a time while it runs, itself included. */
  readonly parallel?: number;
}

/** A trial's share of the machine while it runs. */
export interface Allotment {
  /** The environment variables by which the trial sees its share. */
  readonly env: Readonly<Record<string, string>>;
  release(): void;
}

/** Shares a machine among trials, so that only as many run at a time as fit and as each allows, and each GPU has at most one of them. */
export interface Allotments {
  /** Returns a share, or undefined while too little is free. */
  take(need: ResourceRequest): Allotment | undefined;
  /** Explains why this machine can never run the trial; undefined if it can. */
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
  const running = new Set<ResourceRequest>();
  const giveBack = (need: ResourceRequest, takenCpus: number, takenGpus: readonly string[]): void => {
    running.delete(need);
    freeCpus += takenCpus;
    freeGpus = gpus.filter((gpu) => freeGpus.includes(gpu) || takenGpus.includes(gpu));
    waiting.forEach((wake) => wake());
    waiting = [];
  };
  return {
    take: (asked) => {
      const need = { ...asked };
      if ([need, ...running].some(({ parallel = Infinity }) => running.size + 1 > parallel)) return undefined;
      // On a machine with fewer cores, the trial runs alone and more slowly, with the number of threads that it asked for.
      const [ownCpus, ownGpus] = [Math.min(need.cpus ?? 0, cpus), need.gpus ?? 0];
      if (ownCpus > freeCpus || ownGpus > freeGpus.length) return undefined;
      running.add(need);
      freeCpus -= ownCpus;
      const taken = freeGpus.splice(0, ownGpus);
      return { env: environment(need, taken), release: () => giveBack(need, ownCpus, taken) };
    },
    shortage: ({ gpus: needed = 0 }) =>
      needed <= gpus.length
        ? undefined
        : `"resources" asks for ${needed} GPU${needed > 1 ? 's' : ''}, but this machine has ${gpus.length === 0 ? 'none' : gpus.length}: neither CUDA_VISIBLE_DEVICES nor nvidia-smi lists more`,
    released: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

function environment({ cpus }: Resources, gpus: readonly string[]): Record<string, string> {
  return {
    ...(cpus === undefined ? {} : Object.fromEntries(threadVariables.map((name) => [name, String(cpus)]))),
    ...(gpus.length === 0 ? {} : { CUDA_VISIBLE_DEVICES: gpus.join(',') }),
  };
}
