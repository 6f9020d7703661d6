export { type RankedTrial, bestTrial, rankTrials } from './rankTrials.js';
export { type LeaderboardOptions, renderLeaderboard } from './renderLeaderboard.js';
export { renderLeaderboardMarkdown } from './renderLeaderboardMarkdown.js';
export { renderReportHtml } from './html/renderReportHtml.js';
export type { Metric, SweepReport, TrialEntry } from './sweepReport.js';
export { escapeControl } from './text/escapeControl.js';
export { formatNumber } from './text/formatNumber.js';
export { formatPlan, type Plan } from './text/formatPlan.js';
export { formatProgress, type ProgressState } from './text/formatProgress.js';
