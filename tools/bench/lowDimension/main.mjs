import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { shapes } from './boxes.mjs';
import { chancesOf, methods } from './chances.mjs';
import { drawFigure } from './figure.mjs';

/** Grid against random search where few parameters matter (Bergstra and Bengio, JMLR 13, 2012, section 4 and figure 8). */
const help = `npm run bench:grid [-- --boxes=2000] [--figure=docs/figures/gridAgainstRandom.svg]

How often a target of 1 % of the search space has been found, by the number of trials.`;

const dimensions = 3;
const trials = [1, 8, 27, 64, 125, 216, 343, 512];
const shown = 64;

const { values } = parseArgs({
  options: { boxes: { type: 'string', default: '2000' }, figure: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) console.log(help);
else run(Number(values.boxes), values.figure);

function run(boxes, figure) {
  const panels = Object.keys(shapes).map((shape) => ({
    shape,
    chances: Object.fromEntries(
      methods.map((method) => [method, chancesOf(method, { shape, dimensions, trials, boxes })]),
    ),
  }));
  console.log(
    `| ${shown} trials, ${dimensions} parameters, the target is | ${methods.join(' | ')} |\n|---${'|---'.repeat(methods.length)}|`,
  );
  for (const { shape, chances } of panels)
    console.log(
      `| ${shape} | ${methods.map((method) => `${Math.round(100 * chances[method][trials.indexOf(shown)])} %`).join(' | ')} |`,
    );
  if (figure !== undefined) writeFileSync(figure, drawFigure(panels, trials));
}
