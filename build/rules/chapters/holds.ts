import { placeHoldChecks } from '../../../shared/rules/place-hold.ts';
import { type Chapter, refusalRule, refusalRules, within } from '../rule.ts';

const placing = (...tests: string[]) => within('placing a hold', ...tests);
const cancelled = (...tests: string[]) => within('a hold is cancelled', ...tests);
const nowhere = placing('on a book that is not in the catalogue, for nobody’s number, to no branch: 404 each');

export const holds: Chapter = {
  title: 'Holds',
  intro: 'The waitlist of a book. The first refusal that holds is answered, in this order.',
  rules: [
    refusalRule('there is no such book', 'BOOK_NOT_FOUND', nowhere),
    refusalRule('the number is no member’s of this library', 'MEMBER_NOT_FOUND', nowhere),
    ...refusalRules(placeHoldChecks, {
      MEMBER_SUSPENDED: placing(
        'is refused with MEMBER_SUSPENDED',
        'staff may set a membership’s block aside, but not the rest',
      ),
      MEMBER_EXPIRED: placing('is refused with MEMBER_EXPIRED'),
      HOLD_EXISTS: placing('is refused with HOLD_EXISTS', 'twice by one member: HOLD_EXISTS'),
      ALREADY_YOURS: placing(
        'is refused with ALREADY_YOURS',
        'by whoever has a copy of the book on loan: ALREADY_YOURS',
      ),
      WAITLIST_FULL: placing('is refused with WAITLIST_FULL', 'a waitlist never grows over its limit'),
    }),
    {
      when: 'several members wait',
      follows: 'The order is by priority, then by the time, then by the number of the hold; nobody is overtaken.',
      heldBy: [
        ...within('the order of a waitlist', 'who came first is first', 'a priority goes before the time'),
        'nobody overtakes the last in the queue because a server’s clock is behind',
        'keeps every invariant through … steps of many desks at once (seed …)',
      ],
    },
    {
      when: 'the policy lets a category of members go first',
      follows: 'They wait before the others and behind their own kind; a later change of the policy moves nobody.',
      heldBy: within(
        'who goes first by his category',
        'waits before those of others and behind his own kind, as the policy says when the hold is placed',
        'a policy that changes later moves nobody',
      ),
    },
    {
      when: 'a member is away until a day',
      follows: 'His hold keeps its place and is passed over until then.',
      heldBy: within('a member who is away', 'keeps his place and is passed over until he is back'),
    },
    {
      when: 'a member collects elsewhere than he said',
      follows: 'His hold keeps its place; once a copy is kept for him it cannot be changed any more.',
      heldBy: within(
        'a member who collects elsewhere',
        'keeps his place, and the next copy travels to him',
        'not at a branch that is not there, nor once the copy is ready; a change of nothing is no change',
      ),
    },
    {
      when: 'a copy stands on a shelf while somebody waits',
      follows: 'It is on that branch’s pick list, and when it is scanned it is given away exactly as on return.',
      heldBy: [
        ...within(
          'the pick list',
          'has a hold placed while a copy stands on a shelf, until the copy is scanned: it is assigned as on return',
        ),
        ...within(
          'a copy that is not on loan',
          'taken from the shelf for somebody who waits: assigned exactly as on return',
        ),
      ],
    },
    {
      when: 'a copy of the pick list is not on its shelf',
      follows: 'It is missing from now on, and the next copy is asked for at once.',
      heldBy: within(
        'a copy of the pick list is not on its shelf',
        'it is missing from now on, and the next copy is asked for at once, at the branch where it stands',
      ),
    },
    {
      when: 'a hold is cancelled while its copy waits',
      follows: 'The copy passes to the next in the queue at once, or is free.',
      heldBy: cancelled(
        'while its copy waits on the shelf: the next has it at once, with a time of his own',
        'while its copy waits and nobody else does: the copy is free',
      ),
    },
    {
      when: 'a hold is cancelled while its copy travels',
      follows: 'The copy travels on, for the next in the queue or for nobody.',
      heldBy: cancelled(
        'while its copy travels: it travels on for the next',
        'while its copy travels and nobody waits: it travels on, and goes home from there',
      ),
    },
    refusalRule(
      'a hold is cancelled that is over',
      'HOLD_STATE',
      cancelled('by the member himself; another hears that there is no such hold; twice is refused'),
    ),
    {
      when: 'three desks return three copies of a book that three members wait for',
      follows: 'Each of them has one, in the order of the queue.',
      heldBy: within(
        'at once',
        'three desks return three copies that three members wait for: each has one, the fourth waits',
      ),
    },
  ],
};

const waits = (...tests: string[]) => within('a ready copy waits', ...tests);
const collects = (...tests: string[]) => within('a ready copy that nobody collects', ...tests);

export const holdShelf: Chapter = {
  title: 'The hold shelf',
  intro: 'Ready copies wait for whose turn it is.',
  rules: [
    {
      when: 'a copy is ready',
      follows: 'It waits the policy’s hours, and a day longer for every day on which the branch is closed.',
      heldBy: waits('72 hours', 'a day longer over a Sunday', 'three days longer over Christmas and its Sunday'),
    },
    {
      when: 'nobody has collected it by then',
      follows: 'The hold is over and the copy passes to the next in the queue, once.',
      heldBy: collects(
        'goes to the next member when its time is over, and not before',
        'a second run of the job finds nothing to do',
      ),
    },
    {
      when: 'its hold is over while it stands there',
      follows: 'It is on the list of what to clear, by the slip that is in it, until somebody scans it.',
      heldBy: within(
        'what is to be cleared from the hold shelf',
        'a book that nobody collected and nobody else wants: to its shelf, found by the slip in it',
        'the next member collects here: it needs his slip, which the scan prints',
        'passed on twice without a scan: one line, by the slip that is still in the book',
      ),
    },
    {
      when: 'it expires while its member checks it out',
      follows: 'He has it, or the next has: never both, never nobody.',
      heldBy: within('at once', 'a hold expires while its member checks the copy out: he has it, or the next does'),
    },
    {
      when: 'somebody else brings it to the desk',
      follows: 'It is lent to nobody but its member, whatever staff set aside.',
      heldBy: within(
        'whatever the facts and whatever staff set aside',
        'a copy on loan, withdrawn, or kept for another member is never lent',
      ),
    },
  ],
};
