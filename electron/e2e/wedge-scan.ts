import type { Page } from '@playwright/test';

/** Between two keys of a quick scanner. */
const GAP_SECONDS = 0.008;

/**
 * Types as a wedge scanner does, whatever has the focus: the keys bear a scanner's own times, so that a busy machine
 * does not make the scanner look like a person.
 * https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchKeyEvent
 */
export async function wedgeScan(page: Page, code: string, gapSeconds = GAP_SECONDS): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  let timestamp = Date.now() / 1000;
  const sent: Promise<unknown>[] = [];
  for (const key of [...code, 'Enter']) {
    timestamp += gapSeconds;
    const text = key === 'Enter' ? '\r' : key;
    sent.push(devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp }));
    sent.push(devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp }));
  }
  await Promise.all(sent);
  await devtools.detach();
}
