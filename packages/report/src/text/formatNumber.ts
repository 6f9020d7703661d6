/** At most 6 significant digits, as short as they allow; the same in every locale. */
export function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}
