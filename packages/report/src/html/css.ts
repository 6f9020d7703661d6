/** Light and dark by what the reader's system says; one column on a phone. */
export const css: string = `:root { color-scheme: light dark; --ink: #1c2330; --soft: #5b6675; --line: #dfe3e8; --page: #fff; --card: #f6f7f9; --mark: #2b6cb0; --best: #b7410e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa5b4; --line: #333b47; --page: #14181e; --card: #1c222a; --mark: #7fb2e8; --best: #ff9a62; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1120px; padding: 24px 16px 48px; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 26px; margin: 0 0 4px; overflow-wrap: anywhere; } h2 { font-size: 18px; margin: 36px 0 8px; }
p { margin: 0 0 12px; color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 12px; margin: 20px 0; }
.card { background: var(--card); border-radius: 10px; padding: 14px 16px; min-width: 0; } .card h2 { margin: 0; font-size: 13px; font-weight: 600; color: var(--soft); }
.card b { display: block; font-size: 28px; line-height: 1.3; font-variant-numeric: tabular-nums; } pre { margin: 4px 0 0; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(330px, 100%), 1fr)); gap: 12px; }
figure { margin: 0; background: var(--card); border-radius: 10px; padding: 8px; } svg { display: block; width: 100%; height: auto; }
.axis { stroke: var(--soft); } .grid { stroke: var(--line); } .tick { font-size: 11px; fill: var(--soft); } .label { font-size: 12px; fill: var(--ink); }
.dot { fill: var(--mark); fill-opacity: .8; } .dot.best { fill: var(--best); fill-opacity: 1; } .ring { fill: none; stroke: var(--best); stroke-width: 2; } .cross { stroke: var(--soft); stroke-width: 1.5; }
.best-so-far { fill: none; stroke: var(--best); stroke-width: 1.5; stroke-dasharray: 5 3; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .trials { width: 100%; }
caption { text-align: left; min-width: 240px; color: var(--soft); padding-bottom: 6px; } th, td { padding: 5px 10px; text-align: right; white-space: nowrap; max-width: 320px; overflow: hidden; text-overflow: ellipsis; }
.trials th { border-bottom: 2px solid var(--line); padding: 0; } .trials td { border-bottom: 1px solid var(--line); }
.trials button { all: unset; cursor: pointer; padding: 5px 10px; font-weight: 600; color: var(--ink); } .trials button:focus-visible { outline: 2px solid var(--mark); outline-offset: -2px; }
th[aria-sort="ascending"] button::after { content: " \\2191"; } th[aria-sort="descending"] button::after { content: " \\2193"; }
tr.best td { font-weight: 700; } tr.best td:first-child::before { content: "\\2605 "; color: var(--best); } tr.failed td, tr.diverged td, tr.infeasible td, tr.stopped td { color: var(--soft); }
.narrow { display: none; }
@media (max-width: 600px) { .narrow { display: block; } .wide { display: none; } .trials th button, td { padding-left: 7px; padding-right: 7px; } }
summary { cursor: pointer; margin: 16px 0 8px; } dd { margin: 2px 0 10px 16px; }
.heat .top { font-weight: 700; outline: 3px solid var(--best); outline-offset: -3px; } .heat .top::before { content: "\\2605 "; }
.heat td, .heat th { padding: 8px 14px; text-align: center; }
${shades()}
.shade0, .shade1, .shade2, .shade3 { color: #fff; } .shade4, .shade5, .shade6, .shade7, .shade8 { color: #10151c; }
footer { margin-top: 40px; font-size: 13px; color: var(--soft); }`;

/** From the best to the worst: dark blue to pale yellow, whose lightness rises evenly. */
function shades(): string {
  const colors = ['#1f3b73', '#28528f', '#2f6aa8', '#3f83ba', '#5b9cc7', '#82b5d1', '#abcdda', '#d2e3e1', '#f3f1dc'];
  return colors.map((color, index) => `.shade${index} { background: ${color}; }`).join(' ');
}

/** SHA-256 of the styles, by which the content policy allows them and no other; a test compares. */
export const styleHash = 'sha256-7zNmzEmzxVvGaEWiKVGuWfkVmdhMI+ypkIO1JVKsw0I=';
