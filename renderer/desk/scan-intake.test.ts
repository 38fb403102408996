import { describe, expect, it } from 'vitest';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { cardNumber, copyBarcode, id } from '../testing/example-records.ts';
import { librarian } from '../testing/example-state.ts';
import { startTestDesk } from '../testing/test-desk.ts';
import { TestHost } from '../testing/test-host.ts';

function usbScan(text: string, kind: ScanEvent['kind'], n = 500): ScanEvent {
  return { id: id(8, n), text, raw: text, kind, checkDigit: 'right', source: 'hid', at: '2026-11-22T10:00:00.000Z' };
}

describe('scans', () => {
  it('come from USB scanners as well', async () => {
    const { desk, host, settle } = await startTestDesk();
    host.hidScan(usbScan(cardNumber(1), 'member'));
    await settle();
    expect(desk.tasks.checkout.store.getState().member?.number).toBe(cardNumber(1));
  });

  it('are one scan when the core says them twice, as an answer and as an event', async () => {
    const { desk, host, settle } = await startTestDesk();
    desk.open('returns');
    const answer = host.calls['scan.text'];
    host.calls['scan.text'] = async (input) => {
      const scan = await answer(input);
      if (scan) host.hidScan(scan);
      return scan;
    };
    const release = desk.queue.hold();
    desk.intake.text(copyBarcode(1), 'wedge');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(desk.queue.store.getState().waiting).toBe(1);
    release();
    await settle();
    await settle();
    expect(desk.tasks.returns.store.getState().lines).toHaveLength(1);
  });

  it('belong to the screen on which they were made, also when another is opened meanwhile', async () => {
    const { desk, host, settle } = await startTestDesk();
    desk.open('returns');
    host.delayMs = 10;
    desk.intake.text(copyBarcode(1), 'wedge');
    desk.intake.text(copyBarcode(4), 'wedge');
    desk.open('catalog');
    await settle();
    expect(desk.tasks.returns.store.getState().lines).toHaveLength(2);
    expect(desk.tasks.catalog.store.getState().book).toBeNull();
  });

  it('made while the desk is locked do nothing, and it is said', async () => {
    const { desk, host, scan } = await startTestDesk();
    host.change({ session: { kind: 'locked', person: librarian } });
    await scan(copyBarcode(1));
    expect(host.heard.some(({ call }) => call.startsWith('loans.'))).toBe(false);
    expect(desk.voice.store.getState().notice?.sentence).toMatch(/while the desk was locked/);
  });

  it('that wait when the desk is locked are not worked off behind the lock', async () => {
    const { desk, host, settle } = await startTestDesk();
    const release = desk.queue.hold();
    desk.intake.text(cardNumber(1), 'wedge');
    host.change({ session: { kind: 'locked', person: librarian } });
    release();
    await settle();
    expect(desk.tasks.checkout.store.getState().member).toBeNull();
    expect(host.heard.some(({ call }) => call === 'members.card')).toBe(false);
  });

  it('are kept while a dialog is open, and answered when it closes', async () => {
    const { desk, scan, settle } = await startTestDesk();
    await scan(cardNumber(1));
    const close = desk.queue.hold();
    desk.intake.text(copyBarcode(1), 'wedge');
    desk.intake.text(copyBarcode(4), 'wedge');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(desk.queue.store.getState().waiting).toBe(2);
    close();
    await settle();
    expect(desk.tasks.checkout.store.getState().lines).toHaveLength(2);
  });

  it('go to the dialog that wants them', async () => {
    const { desk, scan } = await startTestDesk();
    const taken: string[] = [];
    const stop = desk.intake.divert((taking) => void taken.push(taking.text));
    await scan(cardNumber(1));
    stop();
    await scan(cardNumber(3));
    expect(taken).toEqual([cardNumber(1)]);
    expect(desk.tasks.checkout.store.getState().member?.number).toBe(cardNumber(3));
  });

  it('for a dialog that was closed before they were answered are said, and taken by nothing else', async () => {
    const { desk, host, settle } = await startTestDesk();
    const taken: string[] = [];
    const stop = desk.intake.divert((taking) => void taken.push(taking.text));
    host.delayMs = 5;
    desk.intake.text(cardNumber(1), 'wedge');
    stop();
    desk.intake.divert((taking) => void taken.push(`the next dialog: ${taking.text}`));
    await settle();
    expect(taken).toEqual([]);
    expect(desk.tasks.checkout.store.getState().member).toBeNull();
    expect(desk.voice.store.getState().notice).toMatchObject({
      tone: 'attention',
      sentence: `${cardNumber(1)} was scanned for a dialog that was closed. Nothing was done: scan it again.`,
    });
  });

  it('made before the core has said who is at work wait for its word', async () => {
    const host = new TestHost();
    host.delayMs = 20;
    const starting = startTestDesk(host);
    const { desk, scan } = await starting;
    await scan(cardNumber(1));
    expect(desk.tasks.checkout.store.getState().member?.number).toBe(cardNumber(1));
  });

  it('of a card at sign-in fill in the number', async () => {
    const { desk, host, scan } = await startTestDesk();
    host.change({ session: { kind: 'signed_out' } });
    await scan('29390000120000');
    expect(desk.scannedNumber.getState().number).toBe('29390000120000');
  });

  it('say so when the core does not answer', async () => {
    const { desk, host, scan } = await startTestDesk();
    host.calls['scan.text'] = () => Promise.reject(new Error('broken'));
    await scan(copyBarcode(1));
    expect(desk.voice.store.getState().notice).toMatchObject({ tone: 'refusal' });
  });
});
