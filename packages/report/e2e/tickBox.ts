import type { Locator } from 'playwright-core';

/** Ticks a box of the table. The page may draw the table again while the box is clicked, and then that click hits nothing. */
export async function tickBox(box: Locator): Promise<void> {
  for (let tries = 1; !(await box.isChecked()); tries++)
    await box.check({ timeout: 10_000 }).catch((error: unknown) => {
      if (tries === 5) throw error;
    });
}
