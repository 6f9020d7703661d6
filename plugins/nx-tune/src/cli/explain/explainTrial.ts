import { canonicalJson, defined, flattenParams, type JsonObject } from '@nx-tune/search';
import type { PlannedTrial, StoredResult, TrialRun } from '@nx-tune/sweep';

import { type Change, compareNamed, compareSnapshots } from '../../snapshots/compareSnapshots.js';
import type { InputsHistory } from '../../snapshots/inputsHistory.js';
import type { InputsSnapshot } from '../../snapshots/inputsSnapshot.js';
import { closestAmong, type ComparedPoint } from './closestResult.js';

/** A result that is on this disk or in the lock. The lock does not say how a result was computed. */
export interface RecordedResult {
  readonly result: Pick<StoredResult, 'id' | 'params' | 'seed' | 'replicate' | 'case' | 'outcome'>;
  readonly run?: TrialRun;
}

/** The facts about a sweep's project with which one of its trials is explained. */
export interface ExplainInput {
  /** Results of trials, including those that the sweep does not ask for any more. */
  readonly results: readonly RecordedResult[];
  readonly inputs: InputsHistory;
  /** The present state of the trial's inputs. */
  readonly present: InputsSnapshot;
  /** True if a crash of the trial would be recorded as its result. */
  readonly recordsCrash: boolean;
  /** True if trials that it is proposed or chosen from have yet to run. */
  readonly isWaiting?: boolean;
}

/** States whether a trial will run, and why. */
export interface Explanation {
  readonly id: string;
  readonly name: string;
  readonly runs: boolean;
  readonly reason:
    | 'cached'
    /** Something that it depends on has changed since its known result was computed. */
    | 'changed'
    /** It has no known result: params, seed or objective are new. */
    | 'new'
    | 'crashed'
    /** Nothing is known to have changed, but it is proposed or chosen by results that are computed again first. */
    | 'waiting'
    /** Nothing is known to have changed, but the cache does not have it. */
    | 'not cached';
  readonly changes: readonly Change[];
  /** The id of the known result that the changes are counted from. */
  readonly since?: string;
  /** The time at which that result was computed, in ISO 8601, if that is known. */
  readonly computedAt?: string;
}

/** Explains why a trial will run or not, from what it is given. */
export function explainTrial(
  { id, name, definition }: PlannedTrial,
  isCached: boolean,
  { results, inputs, present, recordsCrash, isWaiting = false }: ExplainInput,
): Explanation {
  const about = { id, name, runs: !isCached };
  if (isCached) return { ...about, reason: 'cached', changes: [] };
  const { byId, closest: closestTo } = findersOf(results);
  const known = byId.get(id);
  if (known === undefined) {
    const closest = closestTo(definition);
    if (closest === undefined) return { ...about, reason: 'new', changes: [] };
    return { ...about, reason: 'new', changes: differences(closest, definition), ...provenance(closest) };
  }
  const before = known.run?.inputs === undefined ? undefined : inputs.get(known.run.inputs);
  const recorded = known.run?.onCrash === 'record';
  const changes = [
    ...(before === undefined ? [] : compareSnapshots(before, present)),
    ...(known.run === undefined || recorded === recordsCrash
      ? []
      : compareNamed({ on_crash: word(recorded) }, { on_crash: word(recordsCrash) }, 'setting')),
  ];
  if (changes.length > 0) return { ...about, reason: 'changed', changes, ...provenance(known) };
  const hasCrashed = known.result.outcome.kind === 'failed' && !recordsCrash;
  const reason = hasCrashed ? 'crashed' : isWaiting ? 'waiting' : 'not cached';
  return { ...about, reason, changes: [], ...provenance(known) };
}

interface Finders {
  readonly byId: ReadonlyMap<string, RecordedResult>;
  readonly closest: (point: ComparedPoint) => RecordedResult | undefined;
}

const finders = new WeakMap<readonly RecordedResult[], Finders>();

/** Finds results by their ids, the first of several, or by what they are close to; made once for all trials that are explained. */
function findersOf(results: readonly RecordedResult[]): Finders {
  const made = finders.get(results) ?? {
    byId: new Map(results.toReversed().map((known) => [known.result.id, known])),
    closest: closestAmong(results),
  };
  finders.set(results, made);
  return made;
}

const word = (records: boolean): string => (records ? 'record' : 'fail');

function provenance({ result, run }: RecordedResult): Pick<Explanation, 'since' | 'computedAt'> {
  return defined({ since: result.id, computedAt: run?.startedAt });
}

function differences({ result }: RecordedResult, definition: ComparedPoint): Change[] {
  const changes = [
    ...compareNamed(texts(result.params), texts(definition.params), 'parameter'),
    ...compareNamed(caseOf(result), caseOf(definition), 'setting'),
    ...seedChanges(result, definition),
  ];
  return changes.length > 0 ? changes : [{ kind: 'setting', name: 'objective, command or stop rule' }];
}

/** The seeds of two replicates differ because the replicates do. */
function seedChanges(before: Omit<ComparedPoint, 'params'>, after: Omit<ComparedPoint, 'params'>): Change[] {
  const replicates = compareNamed(replicateOf(before), replicateOf(after), 'setting');
  return replicates.length > 0 ? replicates : compareNamed({ seed: before.seed }, { seed: after.seed }, 'setting');
}

const replicateOf = ({ replicate = 0 }: Omit<ComparedPoint, 'params'>): Record<string, string> => ({
  replicate: String(replicate),
});

const caseOf = ({ case: on }: Omit<ComparedPoint, 'params'>): Record<string, string> =>
  on === undefined ? {} : { case: canonicalJson(on) };

const texts = (params: JsonObject): Record<string, string> =>
  Object.fromEntries(flattenParams(params).map(([label, value]) => [label, JSON.stringify(value)]));
