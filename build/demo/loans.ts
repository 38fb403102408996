import type { DemoCopy } from './copies.ts';
import type { DemoMember } from './people.ts';
import type { Random } from './random.ts';

/** A loan in whole hours before now; a due date in the future is negative, `returnedHoursAgo` is null while it is open. */
export type DemoLoan = {
  copy: number;
  member: number;
  lentHoursAgo: number;
  dueHoursAgo: number;
  returnedHoursAgo: number | null;
};

const day = 24;
const daysBack = 240;
const loanDays = 21;
const openLimit = 8;
/** Everything was lent in the middle of a day, so that returns may follow on the same one. */
const lendingHour = 9;

type Shelves = {
  copies: readonly DemoCopy[];
  members: readonly DemoMember[];
  onSheet: { copies: number; members: number };
};

/** Some months of lending: closed loans one after another on each copy, and on some an open one at the end. */
export function demoLoans(random: Random, { copies, members, onSheet }: Shelves): DemoLoan[] {
  const openOf = new Map<number, number>();
  const mayBorrow = (member: number) => (openOf.get(member) ?? 0) < openLimit;
  const someone = () => random.between(onSheet.members, members.length - 1);
  return copies.flatMap((copy, index) => {
    if (copy.itemType === 'reference' || index < onSheet.copies) return [];
    const loans = historyOf(random, index, someone);
    const last = loans.at(-1);
    if (last?.returnedHoursAgo !== null || !last) return loans;
    if (copy.status !== 'available' || !mayBorrow(last.member)) return loans.slice(0, -1);
    openOf.set(last.member, (openOf.get(last.member) ?? 0) + 1);
    return loans;
  });
}

function historyOf(random: Random, copy: number, someone: () => number): DemoLoan[] {
  const loans: DemoLoan[] = [];
  let daysAgo = random.between(20, daysBack);
  while (daysAgo > 2 && random.chance(0.55)) {
    const kept = random.between(2, 30);
    const lentHoursAgo = daysAgo * day + lendingHour;
    const loan = { copy, member: someone(), lentHoursAgo, dueHoursAgo: lentHoursAgo - loanDays * day };
    if (kept >= daysAgo) return [...loans, { ...loan, returnedHoursAgo: null }];
    loans.push({ ...loan, returnedHoursAgo: (daysAgo - kept) * day });
    daysAgo -= kept + random.between(1, 40);
  }
  return loans;
}
