import { describe, expect, it } from 'vitest';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';

const newCard = cardNumber(77);

/** The first member's page, with one loan. */
async function atMember() {
  const started = await startTestDesk();
  const { desk, host, scan } = started;
  await host.calls['loans.checkout']({ barcode: copyBarcode(1), membershipNumber: cardNumber(1) });
  desk.open('members');
  await scan(cardNumber(1));
  const loan = () => {
    const row = desk.tasks.members.loans.rowAt(0);
    if (!row) throw new Error('The member has no loan.');
    return row;
  };
  return { ...started, members: desk.tasks.members, loan };
}

describe('a member who says that he brought a book back', () => {
  it('has it noted on the loan, with what he says', async () => {
    const { members, host, loan } = await atMember();
    expect(await members.claimReturned(loan(), 'Saturday, book drop')).toMatchObject({ kind: 'done' });
    expect(host.heard.find(({ call }) => call === 'loans.claimReturned')?.input).toMatchObject({
      reason: 'Saturday, book drop',
    });
    expect(loan().claimedReturnedAt).not.toBeNull();
  });

  it('may take it back', async () => {
    const { members, loan } = await atMember();
    await members.claimReturned(loan(), '');
    await members.withdrawClaim(loan());
    expect(loan().claimedReturnedAt).toBeNull();
  });

  it('is told when there is no line: nothing is noted', async () => {
    const { members, host, loan } = await atMember();
    host.goOffline();
    expect(await members.claimReturned(loan(), '')).toMatchObject({ kind: 'offline' });
    expect(loan().claimedReturnedAt).toBeNull();
  });
});

describe('a lost card', () => {
  it('is replaced, and the screen shows the new number', async () => {
    const { members } = await atMember();
    await members.replaceCard({ newNumber: newCard, reason: 'lost' });
    expect(members.store.getState().member?.number).toBe(newCard);
  });

  it('is not spoken of when the desk was locked before the answer came', async () => {
    const { desk, members, host, settle } = await atMember();
    host.delayMs = 5;
    const late = members.replaceCard({ newNumber: newCard, reason: 'lost' });
    host.change({ session: { kind: 'signed_out' } });
    await late;
    await settle();
    expect(desk.voice.store.getState().said.sentence).toBe('');
  });

  it('is not replaced by one that somebody has', async () => {
    const { members } = await atMember();
    const answer = await members.replaceCard({ newNumber: cardNumber(2), reason: 'lost' });
    expect(answer).toMatchObject({ kind: 'refused', problem: { code: 'NUMBER_TAKEN' } });
    expect(members.store.getState().member?.number).toBe(cardNumber(1));
  });

  it('says at Check out and at Members that it was replaced, and by which', async () => {
    const { desk, members, scan } = await atMember();
    await members.replaceCard({ newNumber: newCard, reason: 'lost' });
    const sentence = `This card was replaced. The new one ends in ${newCard.slice(-4)}.`;
    await scan(cardNumber(1));
    expect(desk.voice.store.getState().notice?.sentence).toBe(sentence);
    desk.open('checkout');
    await scan(cardNumber(1));
    expect(desk.voice.store.getState().said.sentence).toContain(sentence);
  });
});

describe('a book that cannot be scanned', () => {
  it('is returned from the member’s loans, and the Return screen says where it goes', async () => {
    const { desk, host, loan, settle } = await atMember();
    desk.returnCopy(loan().copy.barcode);
    await settle();
    expect(desk.screen.getState().task).toBe('returns');
    expect(host.heard.at(-1)).toMatchObject({ input: { barcode: copyBarcode(1) } });
    expect(desk.tasks.returns.store.getState().lines[0]).toMatchObject({ outcome: { kind: 'decided' } });
  });

  it('is lent from the catalogue to the next card, once', async () => {
    const { desk, host, scan, settle } = await startTestDesk();
    desk.open('catalog');
    desk.lendCopy({ barcode: copyBarcode(4), title: 'Things Fall Apart' });
    await settle();
    expect(host.heard.some(({ call }) => call === 'loans.checkout')).toBe(false);
    await scan(cardNumber(1));
    await scan(cardNumber(3));
    const lent = host.heard.filter(({ call }) => call === 'loans.checkout').map(({ input }) => input);
    expect(lent).toEqual([{ barcode: copyBarcode(4), membershipNumber: cardNumber(1) }]);
  });

  it('is lent to nobody when the desk goes to another task first', async () => {
    const { desk, host, scan, settle } = await startTestDesk();
    desk.open('catalog');
    desk.lendCopy({ barcode: copyBarcode(4), title: 'Things Fall Apart' });
    await settle();
    desk.open('returns');
    await settle();
    desk.open('checkout');
    await scan(cardNumber(1));
    expect(host.heard.some(({ call }) => call === 'loans.checkout')).toBe(false);
  });

  it('gets a new label in the catalogue', async () => {
    const { desk, host, scan } = await startTestDesk();
    desk.open('catalog');
    await scan(copyBarcode(4));
    const label = copyBarcode(444);
    await desk.tasks.catalog.relabel(copyBarcode(4), { barcode: label, reason: 'Fell off' });
    expect(desk.tasks.catalog.store.getState()).toMatchObject({ scannedBarcode: label });
    expect(await host.calls['catalog.copy']({ barcode: copyBarcode(4) })).toMatchObject({ copy: null });
  });
});
