import { claimedReturnedChecks } from '../../../shared/rules/claimed-returned.ts';
import { renewChecks } from '../../../shared/rules/renew.ts';
import { type Chapter, refusalRule, refusalRules, within } from '../rule.ts';

const refused = (...tests: string[]) => within('a renewal', ...tests.map((test) => `${test} is refused`));
const lost = (...tests: string[]) => within('a copy on loan that is declared lost', ...tests);

export const renewal: Chapter = {
  title: 'Renew',
  intro: 'The first that holds refuses, in this order.',
  rules: [
    ...refusalRules(renewChecks, {
      LOAN_RETURNED: [
        ...refused('of a closed loan'),
        ...within('a renewal', 'of a closed loan cannot be overridden, the others can'),
      ],
      LOAN_LOST: refused('of a copy that was declared lost'),
      LOAN_CLAIMED: refused('of a copy that the member says he brought back'),
      MEMBER_SUSPENDED: refused('by a suspended member'),
      MEMBER_EXPIRED: refused('after the membership ended'),
      RENEWAL_LIMIT: refused('for the third time'),
      BALANCE_OVER_LIMIT: refused('by a member who owes 10.00'),
      HOLDS_WAITING: refused('when somebody waits for the book'),
    }),
    {
      when: 'nothing stands in the way',
      follows: 'The new due date counts from today, and is never earlier than the one promised before.',
      heldBy: [
        ...within('a due date', 'of a renewal is never earlier than the one promised before'),
        ...within('renewing', 'counts from today, and the copy’s due date follows'),
      ],
    },
    {
      when: 'the loan is overdue',
      follows: 'The days until now are charged, and those after the new due date later.',
      heldBy: within(
        'a loan that is renewed late',
        'is fined to the day of the renewal, and the days after the new due date later',
      ),
    },
  ],
};

export const losses: Chapter = {
  title: 'Lost, and claimed returned',
  intro: 'What becomes of a loan whose copy is not there.',
  rules: [
    {
      when: 'a copy on loan is declared lost',
      follows: 'The loan stays open, no further day is fined, and the loss may be charged, once.',
      heldBy: lost(
        'is lost, charged for once, and still the member’s',
        'may be charged nothing for',
        'at two desks at once is charged for once',
      ),
    },
    refusalRule(
      'it is declared lost a second time',
      'LOAN_LOST',
      lost('is refused a second time, and once it is back'),
    ),
    {
      when: 'a member says that he brought a copy back',
      follows: 'The loan stays open, unfined and unrenewed, until the copy is found or declared lost.',
      heldBy: ['takes a member’s word for it that he brought an open loan back'],
    },
    ...refusalRules(claimedReturnedChecks, {
      LOAN_RETURNED: ['refuses it of a loan that is closed'],
      LOAN_LOST: ['refuses it of a loan that was declared lost'],
      LOAN_CLAIMED: ['refuses it of a loan that was marked before'],
    }),
  ],
};
