import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { librarian } from '../../testing/example-state.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { TestHost } from '../../testing/test-host.ts';
import type { Desk } from '../desk.ts';
import { MEMBER_IDLE_MS } from './checkout-task.ts';

/** As they were scanned: what each came to, in a word. */
function outcomes(desk: Desk): string[] {
  const { lines } = desk.tasks.checkout.store.getState();
  return lines.toReversed().map(({ outcome }) => (outcome.kind === 'refused' ? outcome.problem.code : outcome.kind));
}

type TestDesk = Awaited<ReturnType<typeof startTestDesk>>;

const memberOf = (desk: Desk) => desk.tasks.checkout.store.getState().member;

async function override(desk: Desk, codes: string[]): Promise<void> {
  const [line] = desk.tasks.checkout.store.getState().lines;
  if (line) await desk.tasks.checkout.override(line, { codes, reason: 'Agreed with the desk manager' });
}

function slowHost(delayMs: number): TestHost {
  const host = new TestHost();
  host.delayMs = delayMs;
  return host;
}

/** Everything that any task or the voice still knows. */
function remembered(desk: Desk): string {
  const { checkout, members, scanner } = desk.tasks;
  return JSON.stringify([
    checkout.store.getState(),
    members.store.getState(),
    [...members.found.store.getState().pages],
    [...members.loans.store.getState().pages],
    scanner.store.getState(),
    desk.voice.store.getState(),
  ]);
}

describe('check out', () => {
  it('shows the member of the scanned card and lends what is scanned after it', async () => {
    const { desk, host, scan, played } = await startTestDesk();
    await scan(cardNumber(1), copyBarcode(1), copyBarcode(4));
    expect(memberOf(desk)?.name).toBe('Amina Okafor');
    expect(memberOf(desk)?.openLoans).toBe(4);
    expect(outcomes(desk)).toEqual(['lent', 'lent']);
    expect(host.library.loans.map(({ copy }) => copy.barcode)).toEqual([copyBarcode(1), copyBarcode(4)]);
    expect(played).toEqual(['good', 'good', 'good']);
  });

  it('keeps the order of the hands when the server is slower than the scanner', async () => {
    const host = slowHost(5);
    const { desk, scan } = await startTestDesk(host);
    await scan(cardNumber(1), copyBarcode(1), cardNumber(3), copyBarcode(4), copyBarcode(10));
    expect(host.library.loans.map((loan) => [loan.memberNumber, loan.copy.barcode])).toEqual([
      [cardNumber(1), copyBarcode(1)],
      [cardNumber(3), copyBarcode(4)],
      [cardNumber(3), copyBarcode(10)],
    ]);
    expect(memberOf(desk)?.number).toBe(cardNumber(3));
    expect(outcomes(desk)).toEqual(['lent', 'lent']);
  });

  it('leaves a line for each refusal, in the server’s words', async () => {
    const { desk, scan, played } = await startTestDesk();
    await scan(cardNumber(1), copyBarcode(6), copyBarcode(3), copyBarcode(99));
    expect(outcomes(desk)).toEqual(['HELD_FOR_ANOTHER', 'COPY_ON_LOAN', 'COPY_NOT_FOUND']);
    expect(played).toEqual(['good', 'refusal', 'refusal', 'refusal']);
  });

  it('lends nothing without a member, but shows the copy in the hand', async () => {
    const { desk, host, scan } = await startTestDesk();
    await scan(copyBarcode(3));
    const [line] = desk.tasks.checkout.store.getState().lines;
    expect(line?.title).toBe('A Field Guide to Lichens of the North');
    expect(line?.outcome).toMatchObject({ kind: 'no_member', copy: { status: 'on_loan' } });
    expect(host.heard.some(({ call }) => call === 'loans.checkout')).toBe(false);
  });

  it('keeps the books scanned before the card in sight, so that they are scanned again', async () => {
    const { desk, scan } = await startTestDesk();
    await scan(copyBarcode(1), cardNumber(1));
    expect(outcomes(desk)).toEqual(['no_member']);
  });

  it('sets a refusal aside with a reason, and names what was set aside before', async () => {
    const { desk, scan, host } = await startTestDesk();
    await scan(cardNumber(2), copyBarcode(1));
    expect(outcomes(desk)).toEqual(['MEMBER_EXPIRED']);
    await override(desk, ['MEMBER_EXPIRED']);
    expect(outcomes(desk)).toEqual(['LOAN_LIMIT']);
    const [line] = desk.tasks.checkout.store.getState().lines;
    expect(line?.outcome).toMatchObject({ overridden: ['MEMBER_EXPIRED'] });
    await override(desk, ['MEMBER_EXPIRED', 'LOAN_LIMIT']);
    expect(outcomes(desk)).toEqual(['lent']);
    expect(host.heard.at(-1)?.input).toMatchObject({ override: { codes: ['MEMBER_EXPIRED', 'LOAN_LIMIT'] } });
  });

  it('lends nothing to the next member by an override that was begun for the one before', async () => {
    const { desk, scan, host } = await startTestDesk();
    await scan(cardNumber(1), copyBarcode(9));
    const [line] = desk.tasks.checkout.store.getState().lines;
    await scan(cardNumber(3));
    if (line) await desk.tasks.checkout.override(line, { codes: ['COPY_LOST'], reason: 'Found it' });
    expect(host.library.loans).toEqual([]);
  });

  it('renews what the member has already', async () => {
    const { desk, scan } = await startTestDesk();
    await scan(cardNumber(1), copyBarcode(1), copyBarcode(1));
    expect(outcomes(desk)).toEqual(['lent', 'ALREADY_YOURS']);
    const [line] = desk.tasks.checkout.store.getState().lines;
    if (line) await desk.tasks.checkout.renew(line);
    expect(outcomes(desk)).toEqual(['lent', 'renewed']);
  });

  it('renews once, however often the button is pressed before the answer is there', async () => {
    const { desk, host, scan } = await startTestDesk();
    await scan(cardNumber(1), copyBarcode(1), copyBarcode(1));
    const [line] = desk.tasks.checkout.store.getState().lines;
    if (!line) throw new Error('Nothing was scanned.');
    await Promise.all([desk.tasks.checkout.renew(line), desk.tasks.checkout.renew(line)]);
    await desk.tasks.checkout.renew(line);
    expect(host.heard.filter(({ call }) => call === 'loans.renew')).toHaveLength(1);
    expect(outcomes(desk)).toEqual(['lent', 'renewed']);
  });

  it('says so and lends nothing while the line is down', async () => {
    const { desk, host, scan, played } = await startTestDesk();
    await scan(cardNumber(1));
    host.goOffline();
    await scan(copyBarcode(1));
    expect(desk.tasks.checkout.store.getState().lines[0]?.outcome).toMatchObject({ because: 'offline' });
    expect(host.library.loans).toEqual([]);
    expect(played.at(-1)).toBe('refusal');
  });

  it('takes the member off the screen when the next card is nobody’s', async () => {
    const { desk, scan } = await startTestDesk();
    await scan(cardNumber(1), copyBarcode(1), cardNumber(88));
    expect(memberOf(desk)).toBeNull();
    expect(outcomes(desk)).toEqual(['MEMBER_NOT_FOUND']);
  });

  it('tells an ISBN from a copy', async () => {
    const { desk, scan } = await startTestDesk();
    await scan(cardNumber(1), '9780441478125');
    expect(outcomes(desk)).toEqual(['other']);
  });

  it('tries a code that fits no pattern as a copy, then as a card', async () => {
    const { desk, host, scan } = await startTestDesk();
    const unlike = host.library.members[2];
    if (unlike) unlike.number = 'B-77';
    await scan(cardNumber(1), 'B-77');
    expect(memberOf(desk)?.number).toBe('B-77');
  });

  it('ends with Esc only after the books scanned before it were lent', async () => {
    const { desk, host, scan, settle } = await startTestDesk(slowHost(5));
    await scan(cardNumber(1));
    desk.intake.text(copyBarcode(1), 'wedge');
    desk.finishCheckout();
    await settle();
    expect(host.library.loans).toHaveLength(1);
    expect(memberOf(desk)).toBeNull();
    expect(desk.tasks.checkout.store.getState().ended).toEqual({ reason: 'finished', lent: 1, unanswered: 0 });
  });

  it.each([
    [
      'Esc',
      async ({ desk, settle }: TestDesk) => {
        desk.finishCheckout();
        await settle();
      },
    ],
    ['the next card', ({ scan }: TestDesk) => scan(cardNumber(3))],
    ['a card that is nobody’s', ({ scan }: TestDesk) => scan(cardNumber(88))],
  ])('prints one slip of what was lent when %s ends it, where the desk wants slips', async (_, end) => {
    const started = await startTestDesk();
    const { desk, host, scan, settle } = started;
    desk.preferences.setState({ printLoanSlips: true });
    await scan(cardNumber(1), copyBarcode(1));
    expect(host.printed).toEqual([]);
    await end(started);
    await settle();
    expect(host.printed).toHaveLength(1);
    expect(host.printed[0]).toContain(copyBarcode(1));
  });

  it('prints no slip by itself when the desk wants none, nor when nothing was lent', async () => {
    const { desk, host, scan } = await startTestDesk();
    await scan(cardNumber(1), copyBarcode(1), cardNumber(3));
    desk.preferences.setState({ printLoanSlips: true });
    await scan(cardNumber(1));
    expect(host.printed).toEqual([]);
  });

  it('clears the member after some minutes without a scan', async () => {
    const { desk, clock, scan } = await startTestDesk();
    await scan(cardNumber(1));
    clock.pass(MEMBER_IDLE_MS - 1000);
    await scan(copyBarcode(1));
    clock.pass(MEMBER_IDLE_MS - 1000);
    expect(memberOf(desk)).not.toBeNull();
    clock.pass(1000);
    expect(memberOf(desk)).toBeNull();
    expect(desk.tasks.checkout.store.getState().ended?.reason).toBe('idle');
  });

  it.each([
    ['another task is opened', (desk: Desk) => desk.open('catalog')],
    [
      'the desk is locked',
      (_: Desk, host: TestHost) => host.change({ session: { kind: 'locked', person: librarian } }),
    ],
    ['somebody signs out', (_: Desk, host: TestHost) => host.change({ session: { kind: 'signed_out' } })],
  ])('leaves nothing of the member in memory when %s', async (_, act) => {
    const { desk, host, scan, settle } = await startTestDesk();
    await scan(cardNumber(2), copyBarcode(1));
    expect(remembered(desk)).toContain('Wiśniewski');
    act(desk, host);
    await settle();
    expect(remembered(desk)).not.toMatch(/Wiśniewski|Left Hand/);
    expect(remembered(desk)).not.toContain(cardNumber(2));
  });

  it('drops the answer to a checkout that was under way when the desk was locked, and says so', async () => {
    const { desk, host, scan, settle } = await startTestDesk();
    await scan(cardNumber(1));
    host.delayMs = 20;
    desk.intake.text(copyBarcode(1), 'wedge');
    await new Promise((resolve) => setTimeout(resolve, 30));
    host.change({ session: { kind: 'locked', person: librarian } });
    expect(desk.tasks.checkout.store.getState().ended).toMatchObject({ reason: 'locked', unanswered: 1 });
    await settle();
    await settle();
    expect(desk.tasks.checkout.store.getState().lines).toEqual([]);
  });
});
