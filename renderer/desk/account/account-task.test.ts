import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';

const gbp = (amount: number) => ({ amount, currency: 'GBP' });
const intention = '0190a000-0000-4000-8000-000000000001';
const pay = (cents: number) => ({ intention, payment: { amount: gbp(cents), method: 'cash' as const } });

/** Tomasz owes 12.50 and has three books overdue. */
async function atCheckout(card = cardNumber(2)) {
  const started = await startTestDesk();
  await started.scan(card);
  await started.settle();
  return { ...started, account: started.desk.tasks.account };
}
const reads = (heard: { call: string }[]) => heard.filter(({ call }) => call === 'account.read').length;

describe('an account', () => {
  it('is that of the member at the desk, with what grows beside it', async () => {
    const { account } = await atCheckout();
    expect(account.store.getState()).toMatchObject({
      member: { name: 'Tomasz Wiśniewski' },
      summary: { balance: gbp(1250), accrued: gbp(675) },
    });
  });

  it('is not asked for where nothing in it matters at the desk', async () => {
    const { host } = await atCheckout(cardNumber(1));
    expect(reads(host.heard)).toBe(0);
  });

  it('goes with its member: at the next card, at the end of the session, and when the desk is locked', async () => {
    const { account, desk, scan, settle, host } = await atCheckout();
    await scan(cardNumber(1));
    expect(account.store.getState().member?.name).toBe('Amina Okafor');
    desk.finishCheckout();
    await settle();
    expect(account.store.getState().member).toBeNull();
    await account.openFor(host.library.members[1]?.id ?? '');
    host.change({ session: { kind: 'signed_out' } });
    await settle();
    expect(account.store.getState()).toEqual({ member: null, summary: null, dialog: null });
    expect(account.lines.store.getState().total).toBe(0);
  });

  it('that was asked for by somebody who is gone is not shown to the next', async () => {
    const { account, host, scan, settle } = await atCheckout(cardNumber(1));
    host.delayMs = 5;
    await scan(cardNumber(2), cardNumber(1));
    await settle();
    expect(account.store.getState()).toMatchObject({ member: { name: 'Amina Okafor' }, summary: null });
  });
});

describe('an account in Members', () => {
  it('stays when the session at Check out ends only then, because a book was still being asked about', async () => {
    const { account, desk, host, settle } = await atCheckout(cardNumber(1));
    const lend = host.calls['loans.checkout'];
    host.calls['loans.checkout'] = async (order) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return lend(order);
    };
    desk.intake.text(copyBarcode(1), 'wedge');
    desk.open('members');
    await desk.tasks.members.open(cardNumber(2));
    await settle();
    expect(desk.tasks.checkout.store.getState().member).toBeNull();
    expect(account.store.getState()).toMatchObject({
      member: { number: cardNumber(2) },
      summary: { balance: gbp(1250) },
    });
  });
});

describe('a payment at the desk', () => {
  it('takes the block away at once, and stands in the account', async () => {
    const { account, desk, settle } = await atCheckout();
    account.open({ kind: 'payment' });
    expect(await account.pay(pay(1250))).toMatchObject({ kind: 'done', answer: { balance: gbp(0) } });
    await settle();
    const { member } = desk.tasks.checkout.store.getState();
    expect(member?.balance).toEqual(gbp(0));
    expect(member?.blocks.map(({ code }) => code)).not.toContain('BALANCE_OVER_LIMIT');
    expect(account.lines.rowAt(0)).toMatchObject({ kind: 'payment', amount: gbp(-1250) });
  });

  it('of a member of whom only the id is known shows him for that alone', async () => {
    const { desk, host, settle } = await startTestDesk();
    const { account } = desk.tasks;
    desk.open('returns');
    await account.openFor(host.library.members[1]?.id ?? '');
    expect(account.store.getState()).toMatchObject({ dialog: { kind: 'payment' }, member: { number: cardNumber(2) } });
    account.close();
    await settle();
    expect(account.store.getState().member).toBeNull();
  });

  it('asked for twice leaves nobody behind either', async () => {
    const { desk, host, settle } = await startTestDesk();
    const { account } = desk.tasks;
    desk.open('returns');
    const tomasz = host.library.members[1]?.id ?? '';
    await Promise.all([account.openFor(tomasz), account.openFor(tomasz)]);
    expect(account.store.getState().dialog).toEqual({ kind: 'payment' });
    await account.openFor(tomasz);
    account.close();
    await settle();
    expect(account.store.getState().member).toBeNull();
  });

  it('opens for nobody when the screen was left meanwhile', async () => {
    const { desk, host, settle } = await startTestDesk();
    desk.open('returns');
    host.delayMs = 5;
    const late = desk.tasks.account.openFor(host.library.members[1]?.id ?? '');
    desk.open('catalog');
    await late;
    await settle();
    expect(desk.tasks.account.store.getState()).toMatchObject({ member: null, dialog: null });
  });

  it('that is refused, because another desk was quicker, shows what is owed now', async () => {
    const { account, host, settle } = await atCheckout();
    account.open({ kind: 'payment' });
    const [, tomasz] = host.library.members;
    if (!tomasz) throw new Error('The example library has a second member.');
    tomasz.balance = gbp(250);
    expect(await account.pay(pay(1250))).toMatchObject({ kind: 'refused', problem: { code: 'OVERPAYMENT' } });
    await settle();
    expect(account.owed()).toBe(250);
  });

  it('is not offered to whoever owes nothing: it is said', async () => {
    const { account, desk } = await atCheckout(cardNumber(1));
    account.open({ kind: 'payment' });
    expect(account.store.getState().dialog).toBeNull();
    expect(desk.voice.store.getState().notice?.sentence).toBe('Amina Okafor owes nothing.');
  });

  it('says so when the line is down, and reads the account again when the dialog is left', async () => {
    const { account, host, settle } = await atCheckout();
    account.open({ kind: 'payment' });
    host.goOffline();
    expect(await account.pay(pay(500))).toMatchObject({ kind: 'offline' });
    host.goLive();
    const before = reads(host.heard);
    account.close(true);
    await settle();
    expect(reads(host.heard)).toBe(before + 1);
  });

  it('lets the scans wait that are made meanwhile, and answers them afterwards', async () => {
    const { account, desk, settle } = await atCheckout(cardNumber(2));
    account.open({ kind: 'payment' });
    const close = desk.queue.hold();
    desk.intake.text(copyBarcode(1), 'wedge');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(desk.tasks.checkout.store.getState().lines).toHaveLength(0);
    account.close();
    close();
    await settle();
    expect(desk.tasks.checkout.store.getState().lines).toHaveLength(1);
  });
});

it('a copy that is declared lost is charged for, and its loan says so', async () => {
  const { desk, host, scan, settle } = await startTestDesk();
  await host.calls['loans.checkout']({ barcode: copyBarcode(1), membershipNumber: cardNumber(1) });
  desk.open('members');
  await scan(cardNumber(1));
  await settle();
  const { account, members } = desk.tasks;
  const loan = members.loans.rowAt(0);
  if (!loan) throw new Error('The member has no loan on the screen.');
  await account.declareLost({ intention, loanId: loan.id, reason: 'Left on a train', charge: gbp(3000) });
  await settle();
  expect(members.loans.rowAt(0)?.lostAt).not.toBeNull();
  expect(members.store.getState().member?.balance).toEqual(gbp(3000));
});
