/**
 * Frames of a recording as they are shown: waiting is shortened to `seconds` in all, and rows that only a spinner changes
 * do not count as news more often than `every` seconds.
 */
export function shorten(frames, { seconds, every }) {
  const total = frames.at(-1)?.at ?? 0;
  const pace = Math.min(1, seconds / Math.max(total, 1e-9));
  const shown = [];
  for (const { at, rows } of frames) {
    const last = shown.at(-1);
    const frame = { at: Number((at * pace).toFixed(2)), rows };
    if (last === undefined || isNews(last.rows, rows)) shown.push(frame);
    else if (frame.at - last.at >= every) shown.push(frame);
  }
  return shown;
}

const spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/gu;
const textOf = (rows) => JSON.stringify(rows).replace(spinner, '');
const isNews = (before, rows) => textOf(before) !== textOf(rows);
