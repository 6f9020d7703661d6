import { isAdaptive } from '@nx-tune/search';

/** Every run that is asked for: each method on each function with each seed. Only methods that learn have generations. */
export const jobsOf = ({ methods, names, seeds, generations }) =>
  methods.flatMap((method) =>
    names.flatMap((name) =>
      (isAdaptive(method) ? generations : generations.slice(0, 1)).flatMap((generation) =>
        Array.from({ length: seeds.get(method) }, (_, seed) => ({ function: name, method, generation, seed })),
      ),
    ),
  );
