import { wrap } from '../src/text/wrap.js';
import { light } from './charts/theme.js';

const titleHeight = 34;
const [noteHeight, lineHeight] = [28, 16];
/** About as many pixels as a letter of a note is wide. */
const letterWidth = 6.6;

/**
 * A drawn chart on white, with its title above and its note below, if it has one. `scale` is the number of pixels for each CSS
 * pixel.
 */
export function savedPicture(chart: HTMLCanvasElement, title: string, note: string, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = chart.width;
  const lines = note === '' ? [] : wrap(note, Math.floor((chart.width / scale - 24) / letterWidth));
  const below = lines.length === 0 ? 0 : noteHeight + lineHeight * (lines.length - 1);
  canvas.height = chart.height + (titleHeight + below) * scale;
  const context = canvas.getContext('2d');
  if (context === null) return chart;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = light.ink;
  context.font = `600 ${15 * scale}px system-ui, sans-serif`;
  context.fillText(title, 12 * scale, 22 * scale);
  context.drawImage(chart, 0, titleHeight * scale);
  context.fillStyle = light.soft;
  context.font = `${12 * scale}px system-ui, sans-serif`;
  for (const [index, line] of lines.entries()) {
    const up = 10 + lineHeight * (lines.length - 1 - index);
    context.fillText(line, 12 * scale, canvas.height - up * scale, canvas.width - 24 * scale);
  }
  return canvas;
}
