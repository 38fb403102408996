import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What is on the screen is readable by everyone, light and dark, and whole on a small screen. */
export async function expectReadable(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without movement: a button on its way to its other colour has neither, and is judged by what it has.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // One page only: Electron opens no second one for axe to gather its findings in.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 1024, height: 768 });
  const overflows = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { wide: scrollWidth > innerWidth, high: scrollHeight > innerHeight };
  });
  expect(overflows).toEqual({ wide: false, high: false });
  await page.setViewportSize({ width: 1280, height: 800 });
}
