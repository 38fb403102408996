import { test as base } from '@playwright/test';
import { type DeskWindow, openDesk, signIn } from './desk-window.ts';
import { type Library, openLibrary } from './library.ts';

type OfTest = {
  /** A desk at which nobody has signed in yet. */
  desk: DeskWindow;
  /** A desk at which the librarian is signed in. */
  staffedDesk: DeskWindow;
};

/** One library for the whole run, a desk of its own for each test. */
export const test = base.extend<OfTest, { library: Library }>({
  library: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const library = await openLibrary();
      await use(library);
      await library.close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  desk: async ({ library }, use, info) => {
    const desk = await openDesk(library, info.title.slice(0, 60));
    await use(desk);
    if (info.status !== info.expectedStatus) {
      await desk.page.screenshot({ path: info.outputPath('window.png') }).catch(() => {}); // the window may be gone
    }
    await desk.close();
  },
  staffedDesk: async ({ desk }, use) => {
    await signIn(desk);
    await use(desk);
  },
});

export { expect } from '@playwright/test';
