/** A rectangle in pixels, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place for a label, and how much lies under it. */
interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly hidden: number;
}

/** The distance between a label and the edges of its area. */
const padding = 5;

/** The first place within an area, corners first, where a label hides nothing, or else the least; undefined if it has no room. */
export function labelPlace(area: Box, size: Size, under: readonly Box[]): LabelPlace | undefined {
  const near = under.filter((box) => overlap(box, area));
  let least: LabelPlace | undefined;
  for (const [x, y] of candidates(area, size)) {
    const hidden = near.filter((box) => overlap(box, { x, y, ...size })).length;
    if (least === undefined || hidden < least.hidden) least = { x, y, hidden };
    if (hidden === 0) break;
  }
  return least;
}

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function candidates({ x, y, width, height }: Box, size: Size): readonly (readonly [x: number, y: number])[] {
  const [free, rise] = [width - size.width - 2 * padding, height - size.height - 2 * padding];
  if (free < 0 || rise < 0) return [];
  const at = (along: number, up: number) => [x + padding + along * free, y + padding + up * rise] as const;
  const rows = Math.max(2, Math.floor(rise / size.height));
  const inner = Array.from({ length: rows - 1 }, (_, row) => (row + 1) / rows);
  return [0, 1, ...inner].flatMap((up) => [1, 0, 0.5, 0.25, 0.75].map((along) => at(along, up)));
}
