/** Restores the focus after rendering replaces an element; otherwise keyboard users would start at the top each time. */
export function keepFocus(render: () => void): void {
  const mark = document.activeElement?.getAttribute('data-focus') ?? undefined;
  render();
  if (mark === undefined || document.activeElement?.getAttribute('data-focus') === mark) return;
  const again = [...document.querySelectorAll<HTMLElement>('[data-focus]')].find(
    (candidate) => candidate.getAttribute('data-focus') === mark,
  );
  again?.focus({ preventScroll: true });
}
