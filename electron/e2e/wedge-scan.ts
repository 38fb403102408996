import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';

/** Between two keys of a quick scanner. */
const GAP_SECONDS = 0.008;

/**
 * Types as a wedge scanner does, whatever has the focus: the keys bear a scanner's own times, so that a busy machine
 * does not make the scanner look like a person.
 * https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchKeyEvent
 */
export async function wedgeScan(page: Page, code: string, gapSeconds = GAP_SECONDS): Promise<void> {
  const began = Date.now() / 1000;
  // No key comes before it is pressed.
  await wait((code.length + 1) * gapSeconds * 1000);
  const devtools = await page.context().newCDPSession(page);
  await Promise.all(keysOf(code).map(([place, key]) => pressKey(devtools, key, began + place * gapSeconds)));
  await devtools.detach();
}

/** As a computer that is busy hands on what a scanner typed: by and by, and long after. */
export async function lateScan(page: Page, code: string, betweenMs: number): Promise<void> {
  const began = Date.now() / 1000;
  await wait(1000);
  const devtools = await page.context().newCDPSession(page);
  for (const [place, key] of keysOf(code)) {
    await pressKey(devtools, key, began + place * GAP_SECONDS);
    await wait(betweenMs);
  }
  await devtools.detach();
}

const keysOf = (code: string): [number, string][] => [...[...code, 'Enter'].entries()];

function pressKey(devtools: CDPSession, key: string, timestamp: number): Promise<unknown> {
  const text = key === 'Enter' ? '\r' : key;
  return Promise.all([
    devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp }),
    devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp }),
  ]);
}
