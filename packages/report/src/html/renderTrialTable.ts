import { goalsOf } from '@nx-tune/sweep';

import { distinctTitles } from '../data/distinctTitles.js';
import { textOf } from '../data/paramText.js';
import { rankTrials } from '../data/rankTrials.js';
import { evaluationCells, evaluationTitles } from '../data/evaluationColumns.js';
import type { ReportData } from '../data/reportData.js';
import type { SweepReport } from '../data/sweepReport.js';
import { metricCell } from '../leaderboard/renderLeaderboard.js';
import { markup, type Markup } from './markup.js';

/** The number of trials in the file's own table; the page's script shows all of them, page by page. */
const mostRows = 25;

/** Renders a table of the best trials. */
export function renderTrialTable(report: SweepReport, data: ReportData): Markup {
  const ranked = rankTrials(report);
  const extra = evaluationTitles(ranked);
  const goals = goalsOf(report.metric);
  const titles = distinctTitles([
    { kind: 'fact', name: 'rank' },
    ...goals.map(({ name }) => ({ kind: 'metric' as const, name })),
    ...extra.map((name) => ({ kind: 'fact' as const, name })),
    ...data.params.map(({ label }) => ({ kind: 'param' as const, name: label })),
    { kind: 'fact', name: 'number' },
    { kind: 'fact', name: 'trial' },
  ]);
  const indices = new Map(data.trials.number.map((number, index) => [number, index]));
  const rows = ranked.slice(0, mostRows).map((trial) => {
    const index = indices.get(trial.number) ?? 0;
    const cells = [
      String(trial.rank),
      ...goals.map((metric) => metricCell(trial, { metric })),
      ...evaluationCells(trial, report, extra),
      ...data.params.map((param) => textOf(param, index)),
      String(trial.number),
      trial.result.id,
    ];
    const isBest = index === data.best;
    return markup`<tr class="${isBest ? 'best' : trial.result.outcome.kind}"><td></td>${cells.map((text) => markup`<td>${text}</td>`)}</tr>`;
  });
  return markup`<div class="scroll" tabindex="0" role="region" aria-labelledby="trials-title"><table class="trials"><thead id="trials-head"><tr><td></td>${titles.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead><tbody id="trials-body">${rows}</tbody></table></div>`;
}
