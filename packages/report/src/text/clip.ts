/** The text, or as much of it as fits with an ellipsis; counts code points as one column each. */
export function clip(text: string, width: number): string {
  if (text.length <= width) return text;
  const points = [...text];
  return points.length <= width ? text : `${points.slice(0, Math.max(0, width - 1)).join('')}…`;
}
