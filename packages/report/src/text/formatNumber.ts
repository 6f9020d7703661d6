/** Formats a number with at most 6 significant digits, as briefly as possible; the same in every locale. */
export function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}
