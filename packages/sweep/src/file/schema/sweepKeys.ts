import { type Json, type JsonObject, type Method, methodNames } from '@nx-tune/search';
import { z } from 'zod';

import { type PickRule, pickRules } from '../../model/pickRule.js';
import { type Amount, amount } from './amount.js';
import { type Aggregate, aggregateNames } from '../../model/aggregateNames.js';
import { baselineEntries, type BaselineEntry } from './baselineEntry.js';
import { type CasesEntry, casesEntry } from './casesEntry.js';
import { type EarlyTerminate, earlyTerminateKeys } from './earlyTerminate.js';
import { type GoalEntry, goalKeys } from './goalEntry.js';
import { type GpEntry, gpKeys } from './gpEntry.js';
import { finiteNumber, ignored, json, type Optional, text, type WrittenKeys } from './keys.js';
import { type MetricEntry, metricKeys, type MetricProperties, metricPropertyKeys } from './metricEntry.js';
import { type ParameterEntries, parameterEntries } from './parameterEntry.js';
import { type PreferEntry, preferEntry } from './preferEntry.js';
import { mostReplicates, type ReplicateTopEntry, replicateTopKeys } from './replicateTopEntry.js';
import { type RaceEntry, raceEntry } from './raceEntry.js';
import { resourceKeys, type ResourcesEntry } from './resourcesEntry.js';
import { type StopEntry, stopKeys } from './stopEntry.js';
import { type StopWhenEntry, stopWhenKeys } from './stopWhenEntry.js';

/** The least memory that a trial can be limited to, in megabytes. */
export const leastMemory = 16;

const point: z.ZodType<JsonObject> = z.record(z.string(), json);

/** Every key of a sweep file with its rule, its description, an example and its type. Its meaning is in `normalizeSweep`. */
export const sweepKeys = {
  get $schema(): Optional<string> {
    return z.string().optional().describe('The JSON schema, for editors.');
  },
  get extends(): Optional<string> {
    return text
      .optional()
      .describe(
        'A sweep file whose keys this file inherits, relative to this file, or a preset: nx-tune/presets/NAME. Keys of this file take precedence; "parameters" and "baselines" are merged by name, and null removes one.',
      )
      .meta({ examples: ['nx-tune/presets/momentum-sgd'] });
  },
  get objective(): Optional<string> {
    return text
      .optional()
      .describe('A module in the project whose default export is a function (params, trial) => metrics.')
      .meta({ examples: ['./src/objective.ts'] });
  },
  get program(): Optional<string> {
    return text
      .optional()
      .describe('A script to run for each trial, in any language.')
      .meta({ examples: ['train.py'] });
  },
  get command(): Optional<readonly (string | number | boolean)[]> {
    return z
      .array(z.union([text, finiteNumber, z.boolean()]))
      .min(1)
      .optional()
      .describe(
        'The command to run for each trial, as a list. Macros: ${env} ${interpreter} ${program} ${args} ${args_no_equals} ${args_no_hyphens} ${args_no_boolean_flags} ${args_append_hydra} ${args_override_hydra} ${args_dict} ${args_json} ${args_json_file} ${envvar:NAME}; and without "program" also ${param:NAME} ${seed} ${trial_dir} ${case}.',
      )
      .meta({ examples: [['python3', 'train.py', '${args}']] });
  },
  get wandb(): Optional<'shim'> {
    return z
      .enum(['shim'])
      .optional()
      .describe(
        'Lets a Python program that imports wandb run without the client of Weights & Biases: its config holds the params, its logs become the curve, and its summary becomes the metrics. Nothing is sent.',
      )
      .meta({ examples: ['shim'] });
  },
  get method(): z.ZodType<Method> {
    return z
      .enum(methodNames)
      .describe('How the params of trials are chosen.')
      .meta({ examples: ['bayes'] });
  },
  get metric(): Optional<MetricEntry> {
    return z
      .strictObject(metricKeys)
      .optional()
      .describe('The metric by which trials are compared. Required, unless "metrics" lists goals.')
      .meta({ examples: [{ name: 'accuracy', goal: 'maximize' }] });
  },
  get metrics(): Optional<{ readonly [name: string]: MetricProperties } | readonly GoalEntry[]> {
    return z
      .union([z.record(text, z.strictObject(metricPropertyKeys)), z.array(z.strictObject(goalKeys)).min(1).max(10)])
      .optional()
      .describe(
        'Properties of metrics by name, for example that seconds are not deterministic; or a list of goals, in place of "metric". With several goals, the sweep looks for their Pareto front.',
      )
      .meta({ examples: [{ seconds: { deterministic: false } }] });
  },
  get results(): Optional<readonly string[]> {
    return z
      .array(text)
      .min(1)
      .max(20)
      .optional()
      .describe(
        'Expressions over metrics that must hold for a result, in the grammar of "constraints". A trial that violates one never wins, and methods that learn avoid trials like it.',
      )
      .meta({ examples: [['modelBytes <= 2e6']] });
  },
  get prefer(): Optional<PreferEntry> {
    return preferEntry
      .optional()
      .describe(
        'Which trial of a Pareto front is picked: the one that gives up least (knee), the lowest weighted sum (weights), or the best in the first goal, then in the next (order). Changing it runs nothing again. Default knee.',
      )
      .meta({ examples: [{ order: [{ name: 'validationError', within: 0.5 }, 'inferenceMs'] }] });
  },
  get parameters(): z.ZodType<ParameterEntries> {
    return parameterEntries.describe('The search space.').meta({ examples: [{ rate: { min: 0.001, max: 0.1 } }] });
  },
  get zip(): Optional<readonly (readonly string[])[]> {
    return z
      .array(z.array(text).min(2))
      .optional()
      .describe(
        'Groups of parameters whose "values" change together: the first with the first, the second with the second, and so on.',
      )
      .meta({ examples: [[['width', 'layers']]] });
  },
  get union(): Optional<readonly ParameterEntries[]> {
    return z
      .array(parameterEntries)
      .min(2)
      .max(100)
      .optional()
      .describe('Alternatives, each with its own parameters in addition to the common ones; a trial uses one of them.')
      .meta({ examples: [[{ depth: { values: [2, 4] } }, { trees: { values: [50] } }]] });
  },
  get exclude(): Optional<readonly JsonObject[]> {
    return z
      .array(point)
      .optional()
      .describe(
        'Points that are not tried. Each gives a value, or a list of values, for some parameters; params that match all of them are left out.',
      )
      .meta({ examples: [[{ rate: 1, momentum: 0.9 }]] });
  },
  get constraints(): Optional<readonly string[]> {
    return z
      .array(text)
      .max(100)
      .optional()
      .describe('Expressions over params that must hold for every trial, such as "batchSize * steps <= 60000".')
      .meta({ examples: [['batchSize * steps <= 60000']] });
  },
  get points(): Optional<readonly JsonObject[]> {
    return z
      .array(point)
      .min(1)
      .max(200)
      .optional()
      .describe(
        'Params to try first, such as those in use today. Each point gives values for parameters, nested or dotted; the others are drawn. Points count towards "run_cap".',
      )
      .meta({ examples: [[{ rate: 0.1 }]] });
  },
  get baselines(): Optional<{ readonly [name: string]: BaselineEntry }> {
    return baselineEntries
      .optional()
      .describe(
        'Named points that always run, with every method and in addition to "run_cap", such as the values that everybody uses. The result is compared with them.',
      )
      .meta({ examples: [{ folklore: { params: { rate: 0.1 }, note: 'what we use today' } }] });
  },
  get prior(): Optional<JsonObject> {
    return point
      .optional()
      .describe(
        'Where good values are expected, for tpe, gp and bayes; no value is ruled out. For each parameter { center, spread }, where spread is a factor on a logarithmic scale and a difference on any other; or, for listed values, a weight for each, such as { sgd: 3, adam: 1 }.',
      )
      .meta({ examples: [{ rate: { center: 0.1, spread: 10 } }] });
  },
  get from(): Optional<string | readonly string[]> {
    return z
      .union([text, z.array(text).min(1)])
      .optional()
      .describe(
        'Results of the same objective that a method that learns starts from: sweep files, their locks, or results imported with nx-tune import (NAME.tune.known.json), in the project or {workspaceRoot}/...',
      )
      .meta({ examples: ['coarse.tune.yaml'] });
  },
  get seed(): Optional<string | number> {
    return z
      .union([z.string(), z.int()])
      .optional()
      .describe('Seed of every random choice. Default 0.')
      .meta({ examples: [4787] });
  },
  get run_cap(): Optional<number> {
    return z
      .int()
      .min(1)
      .optional()
      .describe(
        'The largest number of trials; with "replicates" or "cases", of configurations. Default 20 for all methods except grid.',
      )
      .meta({ examples: [50] });
  },
  get max_trials(): Optional<number> {
    return z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('A sweep that would have more trials than this is refused. Default 10000.')
      .meta({ examples: [20_000] });
  },
  get replicates(): Optional<number | 'auto'> {
    return z
      .union([z.literal('auto'), z.int().min(1).max(mostReplicates)])
      .optional()
      .describe(
        'Runs each configuration this many times, each time with another seed, and ranks configurations by their means. Each replicate is a trial of its own, which is cached: raising the number runs only the new replicates and, with methods that learn, trials that are now proposed instead of others. auto measures the noise of the first configurations, and chooses 1 to 5 accordingly. Default 1.',
      )
      .meta({ examples: [3] });
  },
  get pick(): Optional<PickRule> {
    return z
      .enum(pickRules)
      .optional()
      .describe(
        'Which configuration is the best, in the leaderboard and in best.json: by the value of its first trial (seen), by the mean of its replicates, among those with the most (mean), or by the pessimistic bound of that mean (lower_bound). Changing it runs nothing again. Default mean, which without replicates is the same as seen.',
      )
      .meta({ examples: ['lower_bound'] });
  },
  get replicate_top(): Optional<ReplicateTopEntry> {
    return z
      .strictObject(replicateTopKeys)
      .optional()
      .describe(
        'Runs the best configurations again, each time with another seed, after all trials have run. Works with every method; with rungs, the best are those at the largest budget.',
      )
      .meta({ examples: [{ count: 3, replicates: 5 }] });
  },
  get cases(): Optional<CasesEntry> {
    return casesEntry
      .optional()
      .describe(
        'What each configuration is evaluated on, such as folds, prompts or instances: a list of values, or { files } with globs and paths in the project. Each pair of a configuration and a case is a trial of its own, which is cached: adding a case runs only the trials on it and, with methods that learn, trials that are now proposed differently. A file is an input only of the trials on it.',
      )
      .meta({ examples: [{ files: 'instances/*.cnf' }] });
  },
  get aggregate(): Optional<Aggregate> {
    return z
      .enum(aggregateNames)
      .optional()
      .describe(
        'How the metric of a configuration follows from its values on the cases. max and min are the largest and the smallest value, whatever the goal is; p95 is the 95th percentile. Default mean.',
      )
      .meta({ examples: ['median'] });
  },
  get race(): Optional<RaceEntry> {
    return raceEntry
      .optional()
      .describe(
        'Evaluates configurations on cases or replicates in rounds, and drops those that are worse than the best according to a paired test. Dropped ones come after all others. Only for methods that know their trials in advance. Default false.',
      )
      .meta({ examples: [true] });
  },
  get generation(): Optional<number> {
    return z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        'How many trials a method that learns (bayes, tpe, gp, cma-es, nelder-mead, nsga2) proposes at once, from the results of all earlier generations. Default 4. Does not depend on --parallel.',
      )
      .meta({ examples: [8] });
  },
  get budget_seconds(): Optional<number> {
    return z
      .number()
      .positive()
      .optional()
      .describe(
        'A method that learns proposes no more trials once its trials have taken this many seconds in total; restored trials count with their recorded time. Does not change any trial. Default: as many trials as run_cap says.',
      )
      .meta({ examples: [3600] });
  },
  get budget_price(): Optional<number> {
    return z
      .number()
      .positive()
      .optional()
      .describe(
        'The same limit in money: seconds are priced at "price_per_hour". Whichever of this and "budget_seconds" is spent first ends the search.',
      )
      .meta({ examples: [2.5] });
  },
  get price_per_hour(): Optional<number> {
    return z
      .number()
      .positive()
      .optional()
      .describe(
        'The price of an hour of computing, in any currency: the end of a run and the report show what the trials cost. Without "budget_price" it has no other effect.',
      )
      .meta({ examples: [0.4] });
  },
  get gp(): Optional<GpEntry> {
    return z
      .strictObject(gpKeys)
      .optional()
      .describe('Settings of the Gaussian process of gp, and of bayes when it uses gp.')
      .meta({ examples: [{ acquisition: 'lcb', kappa: 2 }] });
  },
  get budget(): Optional<{ readonly name: string }> {
    return z
      .strictObject({
        name: text.describe('What the budget counts, such as epochs. Commands receive it as --NAME=value.'),
      })
      .optional()
      .describe('Gives trials a budget, which "early_terminate" raises for the best of them.')
      .meta({ examples: [{ name: 'epochs' }] });
  },
  get early_terminate(): Optional<EarlyTerminate> {
    return z
      .strictObject(earlyTerminateKeys)
      .optional()
      .describe('Stops trials early: only the best continue. Needs "budget", except in a file of W&B.')
      .meta({ examples: [{ type: 'hyperband', max_iter: 27 }] });
  },
  get stop(): Optional<StopEntry> {
    return z
      .strictObject(stopKeys)
      .optional()
      .describe('Stops a trial because of what its own objective reports, and for no other reason.')
      .meta({ examples: [{ patience: 5 }] });
  },
  get stop_when(): Optional<StopWhenEntry> {
    return z
      .strictObject(stopWhenKeys)
      .optional()
      .describe('Ends the search when little can be gained: a method that learns then proposes no more trials.')
      .meta({ examples: [{ expected_gain: 0.001 }] });
  },
  get curves(): Optional<boolean> {
    return z
      .boolean()
      .optional()
      .describe(
        'Writes typical learning curves to NAME.tune.curves.json, for the "stop" of other sweeps. Default false.',
      )
      .meta({ examples: [true] });
  },
  get inputs(): Optional<readonly (string | { readonly env: string })[]> {
    return z
      .array(z.union([text, z.strictObject({ env: text })]))
      .optional()
      .describe(
        'Data files (globs in the project, or {workspaceRoot}/...) and environment variables that results depend on.',
      )
      .meta({ examples: [['data/*.csv', { env: 'CUDA_VERSION' }]] });
  },
  get isolation(): Optional<'thread' | 'process'> {
    return z
      .enum(['thread', 'process'])
      .optional()
      .describe('Where a trial runs. Default: thread for objectives, process for commands.')
      .meta({ examples: ['process'] });
  },
  get parallel(): Optional<number> {
    return z
      .int()
      .min(1)
      .optional()
      .describe(
        'The largest number of trials that run at a time while one of this sweep runs; 1 for measurements, such as of time. A smaller --parallel takes precedence. Does not affect which results are cached.',
      )
      .meta({ examples: [1] });
  },
  get timeout(): Optional<number> {
    return finiteNumber
      .positive()
      .max(10_000_000)
      .optional()
      .describe('Seconds after which a trial is ended; it then counts as crashed. Default: no limit.')
      .meta({ examples: [600] });
  },
  get memory(): Optional<Amount> {
    return amount(z.int().min(leastMemory))
      .optional()
      .describe(
        'Megabytes above which a trial is ended: the JavaScript heap of an objective, or the resident memory of a command and all processes it starts. The trial then counts as crashed. Or ${param:NAME}.',
      )
      .meta({ examples: [2048] });
  },
  get retries(): Optional<number> {
    return z
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe('How many times a crashed trial is retried at once. Default 0.')
      .meta({ examples: [2] });
  },
  get undeclared(): Optional<'allow'> {
    return z
      .literal('allow')
      .optional()
      .describe(
        'Caches the results of trials that read files which are not in their hash. By default such results are shown, but not cached.',
      )
      .meta({ examples: ['allow'] });
  },
  get on_crash(): Optional<'fail' | 'record'> {
    return z
      .enum(['fail', 'record'])
      .optional()
      .describe(
        'How a crash counts: "fail" makes it an error, and the trial runs again next time; "record" makes it a result, which is cached like any other. Default fail.',
      )
      .meta({ examples: ['record'] });
  },
  get fail_fast(): Optional<number> {
    return z
      .int()
      .min(1)
      .optional()
      .describe('Starts no more trials after this many have crashed with the same message. Default: no limit.')
      .meta({ examples: [3] });
  },
  get resources(): Optional<ResourcesEntry> {
    return z
      .strictObject(resourceKeys)
      .optional()
      .describe('What each trial needs; no more trials run at a time than the machine has resources for.')
      .meta({ examples: [{ cpus: 4, gpus: 1 }] });
  },
  get shards(): Optional<number> {
    return z
      .int()
      .min(2)
      .max(256)
      .optional()
      .describe(
        'Splits the trials among this many targets, tune-shard-1 and so on, for machines that share a remote cache.',
      )
      .meta({ examples: [4] });
  },
  get description(): Optional<string> {
    return z
      .string()
      .optional()
      .describe('For people; has no effect.')
      .meta({ examples: ['Which rate learns fastest'] });
  },
  get name(): Optional<Json> {
    return ignored(json).meta({ examples: ['a sweep of W&B'] });
  },
  get project(): Optional<Json> {
    return ignored(json).meta({ examples: ['a project of W&B'] });
  },
  get entity(): Optional<Json> {
    return ignored(json).meta({ examples: ['a team of W&B'] });
  },
};

/** The two ways in which a sweep file says what trials are compared by. */
export type WrittenGoals =
  | { readonly metric: MetricEntry; readonly metrics?: { readonly [name: string]: MetricProperties } }
  | { readonly metric?: undefined; readonly metrics: readonly GoalEntry[] };

/** A sweep file, as it is written: the keys are W&B's, and new ones follow their style. */
export interface SweepFile extends WrittenKeys<typeof sweepKeys> {}
