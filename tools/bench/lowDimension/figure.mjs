import { methods } from './chances.mjs';

const colors = { grid: '#b7410e', random: '#2b6cb0', lhs: '#8a6d00', halton: '#5e3c99', sobol: '#009e73' };
const [ink, soft, line] = ['#1c2330', '#566070', '#dfe3e8'];
const panel = { width: 230, height: 190, left: 44, top: 52, gap: 14 };

/** Draws the chance to find a box against the number of trials, a panel for each shape, as SVG. */
export function drawFigure(panels, trials) {
  const width = panel.left + panels.length * (panel.width + panel.gap);
  const height = panel.top + panel.height + 56;
  const parts = panels.map((shown, index) => drawPanel(shown, trials, panel.left + index * (panel.width + panel.gap)));
  const keys = methods.map(
    (method, index) =>
      `<line x1="${panel.left + index * 90}" x2="${panel.left + index * 90 + 20}" y1="${height - 12}" y2="${height - 12}" stroke="${colors[method]}" stroke-width="2"/>${text(panel.left + index * 90 + 26, height - 8, method, ink)}`,
  );
  const levels = [0, 0.25, 0.5, 0.75, 1].map((level) =>
    text(panel.left - 6, yOf(level) + 4, `${level * 100} %`, soft, 'end'),
  );
  const title = 'How often a target of 1 % of the space is found, by number of trials';
  return `<svg role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg">
<title>${title}</title>
<rect width="${width}" height="${height}" fill="#f6f7f9"/>
${text(12, 21, title, ink, 'start', 'font-size="15" font-weight="600"')}
${[...parts, ...levels, ...keys].join('\n')}
</svg>
`;
}

const yOf = (chance) => round(panel.top + panel.height * (1 - chance));
const round = (value) => Math.round(value * 10) / 10;

function drawPanel({ shape, chances }, trials, left) {
  const last = trials.at(-1);
  const xOf = (count) => round(left + (panel.width * count) / last);
  const lines = methods.map((method) => {
    const points = trials.flatMap((count, index) => {
      const chance = chances[method][index];
      return chance === undefined ? [] : [`${xOf(count)},${yOf(chance)}`];
    });
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colors[method]}" stroke-width="2"/>`;
  });
  return [
    text(left + 4, panel.top - 8, shape, ink),
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (level) =>
        `<line x1="${left}" x2="${left + panel.width}" y1="${yOf(level)}" y2="${yOf(level)}" stroke="${line}"/>`,
    ),
    ...[0, 200, 400].map((count) => text(xOf(count), panel.top + panel.height + 18, String(count), soft, 'middle')),
    ...lines,
  ].join('\n');
}

const text = (x, y, words, fill, anchor = 'start', more = 'font-size="12"') =>
  `<text x="${x}" y="${y}" font-family="system-ui, sans-serif" ${more} text-anchor="${anchor}" fill="${fill}">${words}</text>`;
