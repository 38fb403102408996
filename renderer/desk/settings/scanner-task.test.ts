import { expect, it } from 'vitest';
import { DEFAULT_WEDGE_SETTINGS } from '#shared/contract/scan.ts';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { TestHost } from '../../testing/test-host.ts';

const slower = { ...DEFAULT_WEDGE_SETTINGS, averageGapMs: 55 };

it('recognises the scanner by what the desk keeps, from the start', async () => {
  const host = new TestHost();
  await host.calls['settings.wedge']({ profile: slower });
  const { desk } = await startTestDesk(host);
  expect(desk.tasks.scanner.store.getState().wedge).toEqual(slower);
});

it('measures a test scan and keeps the setting that mends it', async () => {
  const { desk, host } = await startTestDesk();
  const { scanner } = desk.tasks;
  scanner.measure([...copyBarcode(1), 'Enter'].map((key, index) => ({ key, timeMs: index * 45 })));
  const advice = scanner.store.getState().timings?.advice;
  if (advice?.code !== 'raise_gap') throw new Error(`The advice was ${advice?.code}.`);
  await scanner.saveWedge(advice.settings);
  expect((await host.calls['settings.wedge']({})).averageGapMs).toBe(advice.settings.averageGapMs);
});

it('does nothing with a scan but show it, and forgets it when the screen is left', async () => {
  const { desk, host, scan, settle } = await startTestDesk();
  desk.open('settings');
  await scan(cardNumber(1));
  expect(desk.tasks.scanner.store.getState().lastScan?.kind).toBe('member');
  expect(host.heard.some(({ call }) => call === 'members.card')).toBe(false);
  desk.open('checkout');
  await settle();
  expect(desk.tasks.scanner.store.getState().lastScan).toBeNull();
});
