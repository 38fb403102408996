import { describe, expect, test } from 'vitest';
import { defaultTerms } from '#shared/contract/policy.ts';
import { endLoan, type LoanEndFacts, refundIn, unforgivenLoss } from './loan-end.ts';

const everyDay = Array(7).fill({ opens: '09:00', closes: '18:00' });
const dueAt = new Date('2026-11-02T18:00:00Z');
const fourDaysLate = new Date('2026-11-06T10:00:00Z');

type Changed = { lossCents?: number; balanceCents?: number; firstOverdueEver?: boolean };

const facts = ({ lossCents = 0, balanceCents = lossCents, firstOverdueEver = false }: Changed = {}): LoanEndFacts => ({
  lossCents,
  overdue: {
    dueAt,
    stoppedAt: null,
    calendar: { timeZone: 'UTC', openingHours: everyDay, closedDates: new Set() },
    terms: defaultTerms,
    firstOverdueEver,
    chargedOnLoanCents: 0,
    balanceCents,
    finesEverCents: 0,
  },
});

describe('the end of a loan', () => {
  test('costs nothing when it was neither overdue nor lost', () => {
    expect(endLoan(null, fourDaysLate)).toEqual([]);
    expect(endLoan(facts({ firstOverdueEver: true }), dueAt)).toEqual([]);
  });

  test('is fined when it is late', () => {
    expect(endLoan(facts(), fourDaysLate)).toMatchObject([{ kind: 'charge_fine', fine: { cents: 100 } }]);
  });

  test('uses up the grace of a first overdue, also when nothing is charged', () => {
    const oneDayLate = new Date('2026-11-03T10:00:00Z');
    const first = facts({ firstOverdueEver: true });
    expect(endLoan(first, oneDayLate)).toEqual([{ kind: 'note_first_overdue', withinGrace: true }]);
    expect(endLoan(first, fourDaysLate)).toMatchObject([
      { kind: 'charge_fine', fine: { cents: 100 } },
      { kind: 'note_first_overdue', withinGrace: false },
    ]);
  });
});

describe('a copy that was declared lost and is here', () => {
  test.each([
    ['nothing was paid: nothing to refund', 3000, 3000, 0],
    ['all was paid: all of it', 3000, 0, 3000],
    ['a part was paid: that part', 3000, 1200, 1800],
    ['paid, but other things are owed: they come first', 3000, 2500, 500],
    ['paid, and the library owed him before: only what this charge was', 3000, -700, 3000],
  ])('%s', (_, lossCents, balanceCents, refundCents) => {
    const effects = endLoan(facts({ lossCents, balanceCents }), dueAt);
    expect(effects).toEqual([{ kind: 'take_back_loss', refundCents }]);
  });

  test('the fine of the same return is taken from the refund', () => {
    expect(refundIn(endLoan(facts({ lossCents: 3000, balanceCents: 0 }), fourDaysLate))).toBe(2900);
  });

  test.each([
    ['nothing was forgiven: all of it', 0, 0, 3000],
    ['all was forgiven: nothing', 3000, 0, 0],
    ['a part was forgiven: the rest', 1000, 0, 2000],
    ['other debts were forgiven: all of it', 500, 500, 3000],
    ['more was forgiven than other debts: what is left of the charge', 3000, 500, 500],
  ])('%s can be taken back', (_, waivedSinceCents, owedBesideCents, cents) => {
    expect(unforgivenLoss({ lossCents: 3000, waivedSinceCents, owedBesideCents })).toBe(cents);
  });
});
