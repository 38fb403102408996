import { type Chapter, refusalRule, within } from '../rule.ts';

const day = (...tests: string[]) => within('a day overdue', ...tests);
const grace = (...tests: string[]) => within('grace for a first overdue ever', ...tests);
const caps = (...tests: string[]) => within('the caps', ...tests);
const sum = (...tests: string[]) => within('a sum', ...tests);

export const fines: Chapter = {
  title: 'Fines',
  intro: 'Charged once, when an overdue loan comes back or is renewed; what still grows is shown and not owed.',
  rules: [
    {
      when: 'a copy comes back on its due day',
      follows: 'No fine, to the last minute of the day.',
      heldBy: day('is none on the due day after closing, to its last minute'),
    },
    {
      when: 'it comes back later',
      follows: 'The policy’s rate for every day after it on which the branch was open, the last one included.',
      heldBy: day(
        'is every open day up to the return',
        'is no Sunday, on which the branch is closed',
        'is no day on which the branch was closed for once, and the working says how many were free',
      ),
    },
    {
      when: 'the branch is closed for a long time, or was long ago',
      follows: 'None of those days counts.',
      heldBy: [
        ...day('is none while the branch is closed for a month', 'is none, for years, at a branch that never opens'),
        ...within('a copy that comes back late', 'pays nothing for closed days that lie years back either'),
      ],
    },
    {
      when: 'the clocks change in between',
      follows: 'A day is one of the branch’s calendar, not 24 hours.',
      heldBy: day('over the night summer time ends is a day of the calendar, not 24 hours'),
    },
    {
      when: 'it is the member’s first overdue ever',
      follows: 'Within the days of grace it is free; beyond them every day is owed. Not a second time.',
      heldBy: grace('two days late are free', 'three days late are owed, all three', 'is not given a second time'),
    },
    {
      when: 'a loan’s fines reach its cap, or a member’s unpaid fines his',
      follows: 'No more is charged.',
      heldBy: [
        ...caps('10.00 a loan', '50.00 of unpaid fines a member', 'paid fines make room again'),
        ...within('every fine', 'never takes a loan or a member over the caps'),
      ],
    },
    {
      when: 'the copy was declared lost',
      follows: 'The days after that are not fined.',
      heldBy: day('is none after the copy was declared lost'),
    },
    {
      when: 'the rules change while a loan is out',
      follows: 'It is fined as it was lent.',
      heldBy: within(
        'a change of the rules',
        'changes no fine of a loan that is out: it accrues, and is charged, as it was lent',
        'moves no due date of a loan that is out',
      ),
    },
    {
      when: 'whatever happens',
      follows: 'A fine is never negative, never shrinks, and grows on no closed day.',
      heldBy: within(
        'every fine',
        'is a whole number of cents, and never negative',
        'never shrinks with time',
        'never grows over a day on which the branch is closed',
      ),
    },
  ],
};

export const accounts: Chapter = {
  title: 'Accounts',
  intro: 'A member’s account is lines that are never changed; the balance is their sum.',
  rules: [
    {
      when: 'a member pays, or is forgiven, what he owes',
      follows: 'One line more, with its audit event.',
      heldBy: [
        ...sum('may pay a part', 'may be forgiven'),
        ...within('a payment', 'is a line of its own, with its audit event, and answers what is still owed'),
      ],
    },
    refusalRule('it is more than he owes', 'OVERPAYMENT', [
      ...sum('is refused when paid beyond the debt', 'is refused when forgiven beyond the debt'),
      ...within('a payment', 'twenty at once never pay more than is owed'),
    ]),
    refusalRule('more is paid out than the library owes him', 'REFUND_OVER_CREDIT', [
      ...sum('is refused when paid out beyond the credit'),
    ]),
    {
      when: 'a payment is sent twice under one key, or reported twice by the provider',
      follows: 'It is one payment.',
      heldBy: [
        ...within('a payment', 'with one key is taken once, however often it is sent'),
        ...within('a payment online', 'that is reported twenty times at once is one payment'),
      ],
    },
    {
      when: 'the answer to the desk is lost',
      follows: 'The desk says that it may have been done, and sends the same again: it is taken once.',
      heldBy: within(
        'a payment whose answer is lost',
        'is taken once: the desk asks again under the same key',
        'says that it may have been done, and is taken once when the same person tries again',
      ),
    },
    {
      when: 'a debt is forgiven, or a credit paid out',
      follows: 'A manager decides it, with a reason; at a librarian’s desk he signs for it.',
      heldBy: [
        ...within('a waiver', 'is for managers, keeps its reason, and forgives no more than is owed'),
        ...within('a refund', 'is for managers, and pays out no more than the library owes'),
        ...within(
          'what is a manager’s to decide',
          'is done when a manager signs for it, in his name, while the librarian stays signed in',
        ),
      ],
    },
    {
      when: 'what was paid online goes back to the payer',
      follows: 'It is owed again, as much as went back, however often and in whatever order the provider says so.',
      heldBy: within(
        'a payment online',
        'that is refunded at the provider is owed again, once, however often it is said',
        'that is refunded in parts, of which is told twice, and out of order, is owed again to the last cent',
        'that the payer’s bank takes back, in a dispute that is lost, ends at the right balance',
      ),
    },
    refusalRule('a member wants to pay online where the library does not offer it', 'NO_ONLINE_PAYMENTS', [
      'a library without a provider takes no payments online',
    ]),
    refusalRule('the provider is out of order', 'PROVIDER_AWAY', [
      ...within('a payment through Stripe', 'is refused when Stripe is out of order'),
    ]),
    refusalRule('a message is not the provider’s', 'BAD_SIGNATURE', [
      ...within('a payment online', 'with a wrong signature is refused, and pays nothing'),
    ]),
    {
      when: 'a line has been written',
      follows: 'Nobody changes or deletes it, not even the server.',
      heldBy: within(
        'what was written for good',
        'the server cannot update audit rows or ledger entries',
        'the server cannot delete audit rows or ledger entries',
      ),
    },
  ],
};
