import { clip } from './clip.js';
import { escapeControl } from './escapeControl.js';
import { formatDuration } from './formatDuration.js';
import { formatNumber } from './formatNumber.js';

export interface ProgressState {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly best?: { readonly name: string; readonly value: number };
  readonly elapsedMs: number;
  /** An estimate of the remaining time; absent if there is nothing to base it on. */
  readonly leftMs?: number;
  /** The width of the terminal, in columns. */
  readonly width: number;
}

/** One line: `7/12  best validationError 0.0743  14 s, about 10 s left` */
export function formatProgress({ done, total, failed, best, elapsedMs, leftMs, width }: ProgressState): string {
  const parts = [
    `${String(done).padStart(String(total).length)}/${total}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(best === undefined ? [] : [`best ${best.name} ${formatNumber(best.value)}`]),
    `${formatDuration(elapsedMs)}${leftMs === undefined || done === total ? '' : `, about ${formatDuration(leftMs)} left`}`,
  ];
  return clip(escapeControl(parts.join('  ')), width);
}
