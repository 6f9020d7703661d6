/** The size of one character, in pixels. */
const cell = { width: 8.4, height: 19 };
const margin = { left: 18, top: 46, bottom: 18 };

/**
 * Screens, each with the time in seconds from which it is seen, as an SVG that shows one after the other, begins again, and
 * holds the last one for `hold` seconds. Whoever wants no motion, or cannot show it, sees the last one. The same screens
 * give the same picture.
 */
export function terminalSvg({ columns, title, frames, hold }) {
  const end = (frames.at(-1)?.at ?? 0) + hold;
  const rows = Math.max(...frames.map((frame) => frame.rows.length));
  const pieces = piecesOf(frames, end);
  const spells = [...new Set(pieces.map(spellOf))];
  const [width, height] = [
    Math.ceil(columns * cell.width + 2 * margin.left),
    margin.top + rows * cell.height + margin.bottom,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">
<title>${escape(title)}</title>
<style>${style(spells, pieces, end)}</style>
<rect class="ground" width="${width}" height="${height}" rx="10"/>
<circle cx="20" cy="20" r="6" fill="#ff5f57"/><circle cx="40" cy="20" r="6" fill="#febc2e"/><circle cx="60" cy="20" r="6" fill="#28c840"/>
${pieces.map((piece) => renderPiece(piece, spells, end)).join('\n')}
</svg>
`;
}

/** Each row as long as it stays as it is. */
function piecesOf(frames, end) {
  const open = new Map();
  const pieces = [];
  for (const { at, rows } of frames) {
    for (let row = 0; row < Math.max(rows.length, open.size); row++) {
      const spans = rows[row] ?? [];
      const key = JSON.stringify(spans);
      const before = open.get(row);
      if (before?.key === key) continue;
      if (before !== undefined) pieces.push({ ...before, to: at });
      open.set(row, { key, row, spans, from: at });
    }
  }
  pieces.push(...[...open.values()].map((piece) => ({ ...piece, to: end })));
  return pieces
    .filter(({ spans, from, to }) => spans.length > 0 && to > from)
    .toSorted((a, b) => a.row - b.row || a.from - b.from);
}

const spellOf = ({ from, to }) => `${from.toFixed(2)} ${to.toFixed(2)}`;

function style(spells, pieces, end) {
  const moves = spells.flatMap((spell, index) => {
    const [from = 0, to = 0] = spell.split(' ').map((second) => (Number(second) / end) * 100);
    if (from === 0 && to >= 100) return [];
    const start = from === 0 ? '0%{visibility:visible}' : `0%{visibility:hidden}${percent(from)}{visibility:visible}`;
    const stop = to >= 100 ? '' : `${percent(to)}{visibility:hidden}`;
    return [`@keyframes k${index}{${start}${stop}}.k${index}{animation-name:k${index}}`];
  });
  return [
    'text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;white-space:pre;fill:#d5dbe3}',
    '.ground{fill:#14181e}.bold{font-weight:700}.dim{fill:#8b96a5}.red{fill:#ff7b72}.green{fill:#4cc38a}.yellow{fill:#e3b341}',
    '.blue{fill:#6cb6ff}.magenta{fill:#d2a8ff}.cyan{fill:#56d4dd}.white{fill:#fff}.black{fill:#6e7681}.back{fill:#4cc38a}.inverse{fill:#14181e}',
    `.m{visibility:hidden;animation:${end.toFixed(2)}s step-end infinite}.m.last{visibility:visible}`,
    ...moves,
    '@media(prefers-reduced-motion:reduce){.m{animation:none}}',
  ].join('\n');
}

const percent = (value) => `${Number(value.toFixed(3))}%`;

function renderPiece(piece, spells, end) {
  const { row, spans, from, to } = piece;
  const y = margin.top + row * cell.height + 14;
  const still = from === 0 && to >= end;
  const classes = still ? '' : ` class="m k${spells.indexOf(spellOf(piece))}${to >= end ? ' last' : ''}"`;
  return `<g${classes}>${spans.map((span) => renderSpan(span, y)).join('')}</g>`;
}

function renderSpan({ column, look, text }, y) {
  const [x, width] = [margin.left + column * cell.width, text.length * cell.width].map((pixels) =>
    Number(pixels.toFixed(1)),
  );
  const back = look.includes('inverse')
    ? `<rect class="back" x="${x}" y="${y - 14}" width="${width}" height="${cell.height}"/>`
    : '';
  const classes = look === '' ? '' : ` class="${look}"`;
  return `${back}<text${classes} x="${x}" y="${y}" textLength="${width}">${escape(text)}</text>`;
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => text.replace(/[&<>"]/g, (character) => entities[character]);
