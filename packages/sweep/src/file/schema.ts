import { methodNames } from '@nx-tune/search';
import { z } from 'zod';

import { distributionNames, type ParameterEntry, type SweepFile } from './sweepFile.js';

const finite = z.number();
const parameterEntry: z.ZodType<ParameterEntry> = z.strictObject({
  distribution: z
    .enum(distributionNames)
    .optional()
    .describe('How values are drawn. Inferred from the other keys when absent.'),
  value: z.json().optional().describe('A constant.'),
  values: z.array(z.json()).min(1).optional().describe('The values to choose from.'),
  probabilities: z
    .array(finite.min(0))
    .min(1)
    .optional()
    .describe('One probability for each of "values"; they sum to 1.'),
  min: finite
    .optional()
    .describe('Lower bound (an exponent of e for log_uniform). Two whole numbers mean int_uniform.'),
  max: finite.optional().describe('Upper bound, included.'),
  mu: finite.optional().describe('Mean of the (log-)normal. Default 0.'),
  sigma: finite.positive().optional().describe('Standard deviation of the (log-)normal. Default 1.'),
  q: finite.positive().optional().describe('Step: values are multiples of it. Default 1.'),
  get parameters() {
    return parameters.optional().describe('Nested parameters: the objective gets an object.');
  },
  when: z
    .record(z.string(), z.json())
    .optional()
    .describe(
      'Other parameters with the value, or a list of values, for which this one is there. Otherwise it is absent.',
    ),
});
const parameters: z.ZodType<{ readonly [name: string]: ParameterEntry }> = z.record(
  z.string(),
  z.lazy(() => parameterEntry),
);

const text = z.string().min(1);
const ignored = z.json().optional().describe('W&B only; has no meaning here.');

/** The shape of a sweep file. Relations between keys are checked by `normalizeSweep`. */
export const sweepFileSchema: z.ZodType<SweepFile> = z.strictObject({
  $schema: z.string().optional().describe('The JSON schema for editors.'),
  objective: text.optional().describe('A module in the project whose default export is (params, trial) => metrics.'),
  program: text.optional().describe('A script to run for each trial, in any language.'),
  command: z
    .array(z.union([text, finite, z.boolean()]))
    .min(1)
    .optional()
    .describe(
      'The command as a list; macros: ${env} ${interpreter} ${program} ${args} ${args_no_hyphens} ${args_no_boolean_flags} ${args_json} ${args_json_file} ${envvar:NAME}.',
    ),
  method: z.enum(methodNames).describe('How the params of trials are chosen.'),
  metric: z
    .strictObject({
      name: text.describe('The metric that the objective returns.'),
      goal: z.enum(['minimize', 'maximize']).optional().describe('Which of its values are better. Default minimize.'),
      target: finite.optional().describe('W&B only; has no meaning here.'),
    })
    .describe('What trials are compared by.'),
  metrics: z
    .record(text, z.strictObject({ deterministic: z.boolean().describe('False keeps the metric out of the lock.') }))
    .optional()
    .describe('What is to be known of metrics. Seconds and bytes are not deterministic: they differ from run to run.'),
  parameters: parameters.describe('The search space.'),
  zip: z
    .array(z.array(text).min(2))
    .optional()
    .describe('Groups of parameters whose "values" change together: the first with the first, and so on.'),
  union: z
    .array(parameters)
    .min(2)
    .max(100)
    .optional()
    .describe('Alternatives, each with parameters of its own beside the common ones: a trial takes one of them.'),
  exclude: z
    .array(z.record(z.string(), z.json()))
    .optional()
    .describe('Points that are not tried: parameters with the value, or a list of values, that together are left out.'),
  constraints: z
    .array(text)
    .max(100)
    .optional()
    .describe('Expressions over params that hold for every trial, such as "batchSize * steps <= 60000".'),
  seed: z.union([z.string(), z.int()]).optional().describe('Seed of every random choice. Default 0.'),
  run_cap: z.int().min(1).optional().describe('How many trials at most. Default 20 for methods other than grid.'),
  max_trials: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Refuse to expand into more trials than this. Default 10000.'),
  generation: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe(
      'How many trials a method that learns (bayes, tpe, gp, cma-es, nelder-mead) proposes at once, from the results of those before. Default 4. Never follows --parallel.',
    ),
  budget: z
    .strictObject({ name: text.describe('What it counts, such as epochs. Commands get it as --NAME=value.') })
    .optional()
    .describe('Trials have a budget, which "early_terminate" raises for the best of them.'),
  early_terminate: z
    .strictObject({
      type: z
        .enum(['hyperband', 'successive_halving'])
        .describe('One race, or several that start with larger and larger budgets.'),
      min_iter: finite.optional().describe('The smallest budget. Default 1.'),
      max_iter: finite.optional().describe('The budget of a whole trial.'),
      eta: finite.optional().describe('Of so many trials one goes on, with so many times the budget. Default 3.'),
      s: finite.optional().describe('How often a trial can go on at most, instead of "min_iter".'),
      strict: z.boolean().optional().describe('W&B only; has no meaning here: rungs always are strict.'),
    })
    .optional()
    .describe('Stops trials early: only the best go on. Needs "budget".'),
  stop: z
    .strictObject({
      metric: text.optional().describe('The reported metric to look at. Default that of the sweep.'),
      patience: z
        .int()
        .min(1)
        .optional()
        .describe('So many reports without an improvement end a trial; its result is the best of them.'),
      min_delta: finite.min(0).optional().describe('An improvement is more than this. Default 0.'),
      above: finite.optional().describe('To minimize: a report above this stops the trial, which ranks last.'),
      below: finite.optional().describe('To maximize: a report below this stops the trial, which ranks last.'),
      after: z.int().min(0).optional().describe('So many reports are not judged. Default 0.'),
      median: text
        .optional()
        .describe(
          'A sweep of the project with "curves: true": a trial that has been worse than its median so far is stopped, and ranks last.',
        ),
    })
    .optional()
    .describe('Stops a trial by what its objective reports, and by nothing else.'),
  curves: z
    .boolean()
    .optional()
    .describe('Writes how trials typically go into NAME.tune.curves.json, for other sweeps to stop by. Default false.'),
  points: z
    .array(z.record(z.string(), z.json()))
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Params to try first, such as those used so far. Each names values of parameters, nested or dotted; what it leaves open is drawn. They count in run_cap.',
    ),
  prior: z
    .record(z.string(), z.json())
    .optional()
    .describe(
      'Where good values are expected, for tpe, gp and bayes; nothing is cut off. By parameter: { center, spread }, where spread is a factor on logarithmic scales and a difference on others; or for listed values a weight each, such as { sgd: 3, adam: 1 }.',
    ),
  from: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe(
      'Results of the same objective that a method that learns starts from: sweep files or their locks, or results that nx-tune import took from elsewhere (NAME.tune.known.json), in the project or {workspaceRoot}/...',
    ),
  inputs: z
    .array(z.union([text, z.strictObject({ env: text })]))
    .optional()
    .describe(
      'Data files (globs in the project, or {workspaceRoot}/...) and environment variables that results depend on.',
    ),
  isolation: z
    .enum(['thread', 'process'])
    .optional()
    .describe('Where a trial runs. Default thread for objectives, process for commands.'),
  timeout: finite
    .positive()
    .max(10_000_000)
    .optional()
    .describe('Seconds after which a trial is ended; it counts as crashed. Default none.'),
  memory: z
    .int()
    .min(16)
    .optional()
    .describe(
      'Megabytes after which a trial is ended: JavaScript heap of an objective, resident memory of a command and all that it starts. It counts as crashed.',
    ),
  retries: z.int().min(0).max(100).optional().describe('How often a crashed trial is tried again at once. Default 0.'),
  on_crash: z
    .enum(['fail', 'record'])
    .optional()
    .describe(
      'What a crash is: "fail", an error, so that the trial runs again next time; or "record", a result like any other, which is cached. Default fail.',
    ),
  fail_fast: z
    .int()
    .min(1)
    .optional()
    .describe('Start no more trials when so many have crashed with the same message. Default never.'),
  resources: z
    .strictObject({
      cpus: z.int().min(1).optional().describe('Cores for each trial: sets OMP_NUM_THREADS and its like.'),
      gpus: z.int().min(1).max(64).optional().describe('GPUs for each trial, its own: sets CUDA_VISIBLE_DEVICES.'),
    })
    .optional()
    .describe('What each trial needs; as many run at a time as fit into the machine.'),
  shards: z
    .int()
    .min(2)
    .max(256)
    .optional()
    .describe('Splits the trials among so many targets, tune-shard-1 and on, for machines that share a remote cache.'),
  description: z.string().optional().describe('For people.'),
  name: ignored,
  project: ignored,
  entity: ignored,
});

/** The JSON schema of a sweep file (draft 2020-12), for editors. */
export function sweepJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(sweepFileSchema, { io: 'input' }), title: 'nx-tune sweep' };
}
