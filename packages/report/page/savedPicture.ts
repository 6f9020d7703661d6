import { light } from './charts/theme.js';

const titleHeight = 34;

/** A drawn chart with its title above it, on white. `scale` is the number of pixels for each CSS pixel. */
export function savedPicture(chart: HTMLCanvasElement, title: string, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = chart.width;
  canvas.height = chart.height + titleHeight * scale;
  const context = canvas.getContext('2d');
  if (context === null) return chart;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = light.ink;
  context.font = `600 ${15 * scale}px system-ui, sans-serif`;
  context.fillText(title, 12 * scale, 22 * scale);
  context.drawImage(chart, 0, titleHeight * scale);
  return canvas;
}
