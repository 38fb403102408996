import type { ReturnAnswer } from '#shared/contract/api/loans.ts';
import type { Observation } from '#shared/contract/desk.ts';
import type { MemberStanding } from '#shared/contract/records.ts';
import type { RefusalCode } from '#shared/contract/refusals.ts';
import { claimedReturnCalls } from './claimed-return-calls.ts';
import { bookOf, type ExampleLibrary, lend } from './example-library.ts';
import { type ExampleCopy, hillBranch, id, mainBranch } from './example-records.ts';
import { cardReplaced, offline, problem, refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const DUE_AT = '2026-12-15T18:00:00.000Z';
const NOW = '2026-11-22T10:45:00.000Z';

/** Lending, renewing, returning and the queue, as simply as the screens need them. */
export function circulationCalls(host: TestHost): CallsOf<'loans'> & CallsOf<'outbox'> {
  const { library } = host;
  return {
    'loans.checkout': ({ barcode, membershipNumber, override }) => {
      if (host.isOffline) return offline();
      const copy = library.copies.find((candidate) => candidate.barcode === barcode);
      const member = library.members.find(({ number }) => number === membershipNumber);
      if (!copy) return refused('COPY_NOT_FOUND');
      const newNumber = library.replacedCards.get(membershipNumber);
      if (newNumber) return { kind: 'refused', problem: cardReplaced(newNumber) };
      if (!member) return refused('MEMBER_NOT_FOUND');
      const refusal = refusalOf(library, copy, member, override?.codes ?? []);
      if (refusal) return { kind: 'refused', problem: problem(refusal.code, refusal.facts) };
      member.openLoans += 1;
      return { kind: 'done', answer: { loan: lend(library, copy, member, DUE_AT) } };
    },
    'loans.renew': ({ loanId, override }) => {
      if (host.isOffline) return offline();
      const loan = library.loans.find((candidate) => candidate.id === loanId);
      if (!loan) return refused('LOAN_NOT_FOUND');
      if (loan.claimedReturnedAt) return refused('LOAN_CLAIMED');
      if (loan.renewals >= 2 && !override) return refused('RENEWAL_LIMIT');
      Object.assign(loan, { renewals: loan.renewals + 1, dueAt: DUE_AT });
      return { kind: 'done', answer: { loan } };
    },
    ...claimedReturnCalls(host),
    // Sunday the 22nd: the branch was last open on Friday.
    'loans.bookDropDay': () => ({ day: '2026-11-20', live: !host.isOffline }),
    'loans.return': ({ barcode, condition }) => {
      const copy = library.copies.find((candidate) => candidate.barcode === barcode);
      if (host.isOffline) return queue(host, 'return', barcode);
      if (!copy) return refused('COPY_NOT_FOUND');
      return { kind: 'done', answer: answerOf(library, copy, condition === 'damaged') };
    },
    'outbox.list': ({ offset, limit }) => ({
      rows: library.outbox.slice(offset, offset + limit),
      total: library.outbox.length,
    }),
    'outbox.settle': ({ id: rowId }) => {
      const row = library.outbox.find((candidate) => candidate.id === rowId);
      if (row) row.state = 'settled';
      host.change({ outbox: { ...host.state.outbox, needsAttention: 0 } });
      return {};
    },
  };
}

type Refusal = { code: RefusalCode; facts?: Record<string, unknown> };

function refusalOf(
  library: ExampleLibrary,
  copy: ExampleCopy,
  member: MemberStanding,
  setAside: readonly string[],
): Refusal | undefined {
  const open = library.loans.find((loan) => loan.copy.barcode === copy.barcode && loan.returnedAt === null);
  const all: (Refusal | false | undefined)[] = [
    member.blocks.some(({ code }) => code === 'MEMBER_EXPIRED') && { code: 'MEMBER_EXPIRED' },
    open?.memberId === member.id && { code: 'ALREADY_YOURS', facts: { loanId: open.id, dueAt: open.dueAt } },
    copy.status === 'on_loan' && { code: 'COPY_ON_LOAN' },
    copy.status === 'on_hold_shelf' && { code: 'HELD_FOR_ANOTHER' },
    copy.status === 'lost' && { code: 'COPY_LOST' },
    member.openLoans >= member.loanLimit && { code: 'LOAN_LIMIT' },
  ];
  return all.find((refusal): refusal is Refusal => Boolean(refusal && !setAside.includes(refusal.code)));
}

/** What the server says of a copy that is returned here. */
export function answerOf(library: ExampleLibrary, copy: ExampleCopy, isDamaged: boolean): ReturnAnswer {
  const next = isDamaged ? 'maintenance' : copy.onReturn;
  const book = bookOf(library, copy);
  const wasOnLoan = copy.status === 'on_loan';
  const loan = library.loans.find(({ copy: { barcode }, returnedAt }) => barcode === copy.barcode && !returnedAt);
  if (loan) Object.assign(loan, { returnedAt: NOW });
  const destination = next === 'transit' ? hillBranch : null;
  return {
    outcome: wasOnLoan ? 'returned' : 'already_returned',
    next,
    alreadyReturned: !wasOnLoan,
    barcode: copy.barcode,
    title: book.title,
    shelf: copy.shelf,
    destination: destination && { branchId: destination.id, code: destination.code, name: destination.name },
    ...(loan && { loan }),
    ...(next === 'transit' && { fine: { amount: 275, currency: 'GBP' } }),
    slip: {
      kind: next === 'hold_shelf' ? 'hold' : next === 'transit' ? 'transit' : 'return',
      title: book.title,
      barcode: copy.barcode,
      destination: destination?.name ?? null,
      pickupCode: next === 'hold_shelf' ? 'OKA 0417' : null,
      printedAt: NOW,
    },
  };
}

/** Keeps an observation on the desk's disk. */
export function queue(host: TestHost, kind: Observation['kind'], barcode: string) {
  const { library } = host;
  const copy = library.copies.find((candidate) => candidate.barcode === barcode);
  const title = copy ? bookOf(library, copy).title : null;
  const observation: Observation = {
    id: id(9, library.outbox.length + 1),
    sequence: library.outbox.length + 1,
    kind,
    order: { barcode, branchId: mainBranch.id },
    observedAt: NOW,
    state: 'queued',
    title,
    answer: null,
    problem: null,
    advice: null,
  };
  library.outbox.unshift(observation);
  host.change({ outbox: { ...host.state.outbox, queued: host.state.outbox.queued + 1 } });
  const what = kind === 'return' ? 'The return' : 'That it arrived';
  const sentence = `The line is down. ${what} is kept on this desk and goes up when the line is back.`;
  return { kind: 'queued', observation, title, sentence } as const;
}
