import type { JsonObject, TrialResult, TrialRun } from '@nx-tune/search';
export interface SweepReport { readonly sweep: string; readonly project: string; readonly file: string; readonly method: string; readonly metric: { readonly name: string; readonly goal: 'minimize' | 'maximize' }; readonly parameters: readonly string[]; readonly trials: readonly TrialEntry[]; }
export interface TrialEntry { readonly number: number; readonly result: TrialResult; readonly run?: TrialRun; readonly executed: boolean; }
export function bestTrial(report: Pick<SweepReport, 'trials' | 'metric'>): TrialEntry | undefined { return report.trials.find((t) => t.result.outcome.kind === 'completed'); }
export function renderLeaderboard(report: SweepReport, options: { width: number; color: boolean; top?: number; wallMs?: number }): string { return JSON.stringify(report.trials.map((t) => [t.result.params, t.result.metrics, t.executed])) + options.width; }
export function renderLeaderboardMarkdown(report: SweepReport): string { return report.sweep; }
export function renderReportHtml(report: SweepReport): string { return report.sweep; }
export function formatPlan(plan: { sweeps: readonly string[]; trials: number; known: number; toRun: number; parallel: number }): string { return JSON.stringify(plan); }
export function formatProgress(progress: { done: number; total: number; failed: number; best?: { name: string; value: number }; elapsedMs: number; leftMs?: number; width: number }): string { return JSON.stringify(progress); }
export function formatNumber(value: number): string { return String(value); }
export function formatParams(params: JsonObject): string { return JSON.stringify(params); }
export function escapeControl(text: string): string { return text; }
