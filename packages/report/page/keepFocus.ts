/** What was focused is focused again after it was made anew: or else a keyboard would begin at the top each time. */
export function keepFocus(render: () => void): void {
  const mark = document.activeElement?.getAttribute('data-focus') ?? undefined;
  render();
  if (mark === undefined || document.activeElement?.getAttribute('data-focus') === mark) return;
  const again = [...document.querySelectorAll<HTMLElement>('[data-focus]')].find(
    (candidate) => candidate.getAttribute('data-focus') === mark,
  );
  again?.focus({ preventScroll: true });
}
