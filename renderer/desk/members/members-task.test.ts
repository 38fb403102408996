import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { offline } from '../../testing/problem.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import type { TestHost } from '../../testing/test-host.ts';

async function atMembers() {
  const started = await startTestDesk();
  started.desk.open('members');
  return { ...started, members: started.desk.tasks.members };
}

/** With a member on the screen who has one loan. */
async function atLoan() {
  const started = await atMembers();
  const { members, host, scan } = started;
  await host.calls['loans.checkout']({ barcode: copyBarcode(1), membershipNumber: cardNumber(1) });
  await scan(cardNumber(1));
  const loan = members.loans.rowAt(0);
  if (!loan) throw new Error('The member has no loan on the screen.');
  return { ...started, loan };
}

/** Every renewal is made, and no answer to it arrives. */
function loseAnswersToRenewals(host: TestHost): void {
  const renew = host.calls['loans.renew'];
  host.calls['loans.renew'] = async (order) => {
    await renew(order);
    return offline();
  };
}

describe('members', () => {
  it('are searched once the typing rests, and not for one letter', async () => {
    const { members, clock, host, settle } = await atMembers();
    members.search('m');
    clock.pass(1000);
    members.search('ma');
    clock.pass(100);
    members.search('mar');
    clock.pass(200);
    await settle();
    const queries = host.heard.filter(({ call }) => call === 'members.find').map(({ input }) => input);
    expect(queries).toEqual([{ query: 'mar', offset: 0 }]);
    expect(members.found.rowAt(0)?.name).toBe('Margaret Ellery-Johnson');
  });

  it('are opened by their card, with their loans', async () => {
    const { members, host, scan, settle } = await atMembers();
    await host.calls['loans.checkout']({ barcode: copyBarcode(1), membershipNumber: cardNumber(1) });
    await scan(cardNumber(1));
    await settle();
    expect(members.store.getState().member?.name).toBe('Amina Okafor');
    expect(members.loans.rowAt(0)?.copy.barcode).toBe(copyBarcode(1));
  });

  it('show the last card only when two are scanned quickly', async () => {
    const { members, host, scan } = await atMembers();
    host.delayMs = 5;
    void members.open(cardNumber(1));
    await scan(cardNumber(3));
    expect(members.store.getState().member?.number).toBe(cardNumber(3));
  });

  it('have their loans renewed, or told why not', async () => {
    const { members, loan } = await atLoan();
    await members.renew(loan);
    expect(members.store.getState().renewals.get(loan.id)?.kind).toBe('renewed');
    await members.renew(loan);
    await members.renew(loan);
    expect(members.store.getState().renewals.get(loan.id)).toMatchObject({
      kind: 'refused',
      problem: { code: 'RENEWAL_LIMIT' },
    });
  });

  it('have their loans read again when nobody knows whether one was renewed, instead of renewed twice', async () => {
    const { members, host, loan } = await atLoan();
    loseAnswersToRenewals(host);
    await members.renew(loan);
    expect(members.store.getState().renewals.get(loan.id)).toMatchObject({ kind: 'unanswered' });
    await members.readUnanswered();
    expect(members.store.getState().renewals.has(loan.id)).toBe(false);
    expect(members.loans.rowAt(0)?.renewals).toBe(1);
    expect(host.heard.filter(({ call }) => call === 'loans.renew')).toHaveLength(1);
  });

  it('still say that nobody knows whether a loan was renewed when it cannot be read', async () => {
    const { members, host, loan } = await atLoan();
    loseAnswersToRenewals(host);
    await members.renew(loan);
    host.goOffline();
    await members.readUnanswered();
    expect(members.store.getState().renewals.get(loan.id)).toMatchObject({ kind: 'unanswered' });
    host.goLive();
    await members.readUnanswered();
    expect(members.store.getState().renewals.has(loan.id)).toBe(false);
  });

  it('say so while the line is down', async () => {
    const { members, desk, host, scan } = await atMembers();
    host.goOffline();
    await scan(cardNumber(1));
    expect(members.store.getState().member).toBeNull();
    expect(desk.voice.store.getState().notice?.sentence).toMatch(/line to the server is down/);
  });

  it('are forgotten with their search when the task is left', async () => {
    const { members, desk, clock, scan, settle } = await atMembers();
    members.search('amina');
    clock.pass(200);
    await scan(cardNumber(1));
    desk.open('returns');
    await settle();
    expect(members.store.getState()).toMatchObject({ query: '', member: null });
    expect(members.found.store.getState().total).toBe(0);
    expect(members.loans.store.getState().total).toBe(0);
  });
});
