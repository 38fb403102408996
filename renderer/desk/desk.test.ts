import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode } from '../testing/example-records.ts';
import { startTestDesk } from '../testing/test-desk.ts';

describe('the desk', () => {
  it('tells the core that somebody is there, but not at every key', async () => {
    const { desk, host, clock, settle } = await startTestDesk();
    for (let n = 0; n < 10; n += 1) desk.touch();
    clock.pass(25_000);
    desk.touch();
    await settle();
    expect(host.heard.filter(({ call }) => call === 'session.touch')).toHaveLength(2);
  });

  it('tells nothing of the kind while it is locked or nobody is signed in', async () => {
    const { desk, host, settle } = await startTestDesk();
    host.change({ session: { kind: 'signed_out' } });
    desk.touch();
    await settle();
    expect(host.heard.some(({ call }) => call === 'session.touch')).toBe(false);
  });

  it('prints the loan slip when a session is finished, where the desk wants it, and without the member’s name', async () => {
    const { desk, host, scan, settle } = await startTestDesk();
    desk.preferences.setState({ printLoanSlips: true });
    await scan(cardNumber(1), copyBarcode(1));
    desk.finishCheckout();
    await settle();
    expect(host.printed).toHaveLength(1);
    expect(host.printed[0]).toContain('The Left Hand of Darkness');
    expect(host.printed[0]).not.toMatch(/Okafor/);
    expect(host.printed[0]).not.toContain(cardNumber(1));
  });

  it('prints no empty slip', async () => {
    const { desk, host, scan, settle } = await startTestDesk();
    desk.preferences.setState({ printLoanSlips: true });
    await scan(cardNumber(1));
    desk.finishCheckout();
    await settle();
    expect(host.printed).toEqual([]);
  });

  it('says so when nothing came out of the printer', async () => {
    const { desk, host, scan, settle } = await startTestDesk();
    host.calls['print.html'] = () => ({ printed: false, sentence: 'The printer is out of paper.' });
    await scan(cardNumber(1), copyBarcode(1));
    desk.printLoanSlip();
    await settle();
    expect(desk.voice.store.getState().notice?.sentence).toBe('The printer is out of paper.');
  });

  it('is silent where sounds are off, and still says everything in words', async () => {
    const { desk, played, scan } = await startTestDesk();
    desk.preferences.setState({ sounds: false });
    await scan(cardNumber(1));
    expect(played).toEqual([]);
    expect(desk.voice.store.getState().said.sentence).toContain('Amina Okafor');
  });

  it('begins at check out when another person signs in', async () => {
    const { desk, host } = await startTestDesk();
    desk.open('members');
    host.change({ session: { kind: 'signed_out' } });
    expect(desk.screen.getState().task).toBe('checkout');
  });
});
