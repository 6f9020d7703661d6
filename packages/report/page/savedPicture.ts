import { light } from './charts/theme.js';

const titleHeight = 34;
const noteHeight = 28;

/**
 * A drawn chart on white, with its title above and its note below, if it has one. `scale` is the number of pixels for each CSS
 * pixel.
 */
export function savedPicture(chart: HTMLCanvasElement, title: string, note: string, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = chart.width;
  canvas.height = chart.height + (titleHeight + (note === '' ? 0 : noteHeight)) * scale;
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
  context.fillText(note, 12 * scale, canvas.height - 10 * scale, canvas.width - 24 * scale);
  return canvas;
}
