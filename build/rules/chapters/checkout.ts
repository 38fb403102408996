import { checkoutChecks } from '../../../shared/rules/checkout.ts';
import { type Chapter, refusalRule, refusalRules, within } from '../rule.ts';

const refused = (...tests: string[]) => within('a checkout is refused', ...tests);
const lent = (...tests: string[]) => within('a checkout goes through', ...tests);

export const checkout: Chapter = {
  title: 'Check out',
  intro: 'The first that holds refuses, in this order. What staff set aside, with a reason, is kept in the audit.',
  rules: [
    refusalRule('the barcode is no copy’s of this library', 'COPY_NOT_FOUND', [
      ...within('checking out', 'answers 404 for an unknown barcode', 'answers 404 for another library’s copy'),
    ]),
    refusalRule('the number is no member’s of this library', 'MEMBER_NOT_FOUND', [
      ...within('checking out', 'answers 404 for an unknown number'),
    ]),
    ...refusalRules(checkoutChecks, {
      MEMBER_SUSPENDED: refused('to a suspended member', 'to a closed membership'),
      MEMBER_EXPIRED: [...refused('to a membership that ended yesterday'), ...lent('on the last day of a membership')],
      ALREADY_YOURS: [
        ...refused('of a copy that this member has already'),
        ...within('checking out', 'refuses a copy that the member has already, and hands over the loan to renew'),
      ],
      COPY_ON_LOAN: [
        ...refused('of a copy that somebody else has'),
        ...within(
          'checking out',
          'refuses a copy that another member has, and says since when and until when',
          'tells a member at self-service that a copy is on loan, but not whose it is',
        ),
      ],
      HELD_FOR_ANOTHER: refused(
        'of a copy on the hold shelf for another member',
        'of a copy that arrives here for another member’s hold',
      ),
      COPY_IN_TRANSIT: [
        ...refused('of a copy on its way to another branch'),
        ...lent('overrides a transit: the transfer is cancelled and its hold goes back to its place'),
      ],
      COPY_WITHDRAWN: refused('of a withdrawn copy'),
      COPY_NOT_LENDABLE: [
        ...refused('of a copy in maintenance', 'where the policy does not lend'),
        ...within('checking out', 'refuses a reference copy by policy, and lends it when staff override with a reason'),
      ],
      COPY_LOST: [
        ...refused('of a lost copy', 'of a missing copy'),
        ...within(
          'checking out',
          'lends a lost copy that is in the hand when staff mark it found, and the audit says so',
        ),
      ],
      LOAN_LIMIT: [...refused('of an eleventh copy'), ...lent('for a tenth copy')],
      BALANCE_OVER_LIMIT: [...refused('to a member who owes 10.00'), ...lent('for a member who owes 9.99')],
      HOLDS_WAITING: [
        ...refused('while as many others wait as copies stand there'),
        ...lent('while more copies stand there than others wait'),
      ],
    }),
    {
      when: 'several reasons hold',
      follows: 'The first of them is answered; setting one aside brings up the next.',
      heldBy: [
        ...refused('for the first reason in the table’s order when there are several'),
        ...lent('overrides only what was named: the next reason still refuses'),
      ],
    },
    {
      when: 'the member waits for the book himself',
      follows:
        'His hold is fulfilled, whichever copy he takes; one that was kept for him goes to the next in the queue.',
      heldBy: [
        ...lent('fulfils the member’s own hold, whichever copy he takes, and frees the one that waited for him'),
        ...within(
          'a member takes another copy than the one kept for him',
          'his hold is fulfilled, and the copy that was kept goes to the next',
        ),
      ],
    },
    {
      when: 'nothing stands in the way',
      follows:
        'The copy is lent. It is due after the policy’s days, on an open day at closing time, by the branch’s own clock.',
      heldBy: [
        ...within('checking out', 'lends an available copy, due on an open day at closing time'),
        ...within('a due date', 'is at closing time on the branch’s own clock', 'skips closed days'),
      ],
    },
    {
      when: 'many desks want one copy at once',
      follows: 'One of them has it.',
      heldBy: within('many desks at once', 'twenty desks on one copy, … rounds: exactly one loan each'),
    },
  ],
};
