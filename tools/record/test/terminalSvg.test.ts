import { shorten } from '../shorten.mjs';
import { terminalSvg } from '../terminalSvg.mjs';

interface Span {
  readonly column: number;
  readonly look: string;
  readonly text: string;
}
const row = (text: string, look = ''): Span[] => (text === '' ? [] : [{ column: 0, look, text }]);
const screens = [
  { at: 0, rows: [row('$ npx nx tune digits', 'green')] },
  { at: 1, rows: [row('$ npx nx tune digits', 'green'), row('waiting <1 s>')] },
  { at: 3, rows: [row('$ npx nx tune digits', 'green'), row('done & "dusted"', 'bold')] },
];
const svg = (frames = screens): string => terminalSvg({ columns: 40, title: 'A run', frames, hold: 1 });

test('a row that stays is drawn once, and each other one as long as it is seen', () => {
  const text = svg();
  expect(text.match(/\$ npx nx tune digits/g)).toHaveLength(1);
  expect(text).toContain('@keyframes k1{0%{visibility:hidden}25%{visibility:visible}75%{visibility:hidden}}');
  expect(text).toMatch(/<g class="m k1"><text [^>]*>waiting &lt;1 s&gt;<\/text>/);
});

test('without motion the last screen is seen', () => {
  expect(svg()).toMatch(/<g class="m k2 last"><text class="bold" [^>]*>done &amp; &quot;dusted&quot;<\/text>/);
  expect(svg()).toContain('.m{visibility:hidden;');
  expect(svg()).toContain('.m.last{visibility:visible}');
  expect(svg()).toContain('@media(prefers-reduced-motion:reduce){.m{animation:none}}');
});

test('it is the same for the same screens, and loads and runs nothing', () => {
  expect(svg()).toBe(svg(structuredClone(screens)));
  expect(svg()).not.toMatch(/<script|href|url\(|@import|@font-face/);
});

test('waiting is shortened, and a spinner does not count as news', () => {
  const frames = ['⠋ a', '⠙ a', '⠹ a', '⠸ b'].map((text, index) => ({ at: index * 10, rows: [row(text)] }));
  const shown = shorten(frames, { seconds: 3, every: 2 });
  expect(shown.map(({ at, rows }) => [at, (rows as Span[][])[0]?.[0]?.text])).toEqual([
    [0, '⠋ a'],
    [2, '⠹ a'],
    [3, '⠸ b'],
  ]);
});
