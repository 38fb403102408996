import type { Page } from '@playwright/test';

/** How long the page took from each frame to the next, in milliseconds, over some time. */
export function frameGaps(page: Page, overMs: number): Promise<number[]> {
  return page.evaluate(
    (duration) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        const begun = performance.now();
        let last = begun;
        const tick = () => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          if (now - begun < duration) requestAnimationFrame(tick);
          else resolve(gaps);
        };
        requestAnimationFrame(tick);
      }),
    overMs,
  );
}
