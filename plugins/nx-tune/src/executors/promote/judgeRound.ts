import { join } from 'node:path';

import { canonicalJsonText } from '@nx-tune/search';
import { judgeRace, lossOf, resultFor } from '@nx-tune/sweep';

import { raceFile } from '../../constants.js';
import type { RaceJudgement } from '../../study/promotionOptions.js';
import { readJson } from '../../study/readJson.js';
import { readSelfConsistent } from '../../study/readSelfConsistent.js';
import { absent, type Decided, incomparable, type Undecided } from './decided.js';

/** The losses of each configuration so far, in the order of the rounds, as text where JSON has no number; null if it was dropped. */
type Losses = readonly (number | 'Infinity')[] | null;

/** Decides after a round of a race which configurations have the next one. */
export function judgeRound(wanted: RaceJudgement, tuneDir: string): Decided | Undecided {
  const { candidates, race, before } = wanted;
  const earlier = before === undefined ? candidates.map(() => []) : readEarlier(join(tuneDir, before, raceFile));
  if (earlier === undefined) return { problems: [absent(`${before}/${raceFile}`)] };
  const problems: string[] = [];
  const losses = candidates.map(({ folders }, index): Losses => {
    const known = earlier[index] ?? null;
    return known === null ? null : [...known, ...folders.map((folder) => lossIn(folder, wanted, tuneDir, problems))];
  });
  if (problems.length > 0) return { problems };
  const racing = losses.flatMap((own, index) => (own === null ? [] : [{ index, own: own.map(Number) }]));
  const staying = new Set(
    judgeRace(
      racing.map(({ own }) => own),
      race,
    ).map((place) => racing[place]?.index),
  );
  const left = losses.map((own, index) => (staying.has(index) ? own : null));
  return {
    decisions: new Map([[raceFile, canonicalJsonText({ schemaVersion: 1, losses: left as never })]]),
    gates: new Map(
      candidates.map(({ gate }, index) => [gate, canonicalJsonText(staying.has(index) ? { schemaVersion: 1 } : null)]),
    ),
  };
}

function readEarlier(file: string): readonly Losses[] | undefined {
  const losses = readJson(file)?.['losses'];
  return Array.isArray(losses) ? (losses as Losses[]) : undefined;
}

function lossIn(
  folder: string,
  { metric, ...search }: RaceJudgement,
  tuneDir: string,
  problems: string[],
): number | 'Infinity' {
  const record = readSelfConsistent(join(tuneDir, folder), search);
  if (record.kind !== 'known') {
    problems.push(incomparable(folder, record));
    return 'Infinity';
  }
  const loss = lossOf(resultFor(metric, record.result), metric);
  return Number.isFinite(loss) ? loss : 'Infinity';
}
