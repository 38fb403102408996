import { type Chapter, refusalRule, within } from '../rule.ts';

const requested = (...tests: string[]) => within('a transfer is requested', ...tests);
const shipped = (...tests: string[]) => within('a transfer is shipped', ...tests);
const calledOff = (...tests: string[]) => within('a transfer is called off', ...tests);
const outOfABox = (...tests: string[]) => within('a copy that comes out of a box', ...tests);
const askedFor = (...tests: string[]) => within('a copy that was asked for by another branch', ...tests);

export const transfers: Chapter = {
  title: 'Transfers',
  intro: 'A copy’s journey to another branch: requested, shipped, received; or called off. At most one at a time.',
  rules: [
    refusalRule('a copy is asked for that has an open transfer', 'TRANSFER_OPEN', [
      ...requested('not twice'),
      ...within('many desks at once', 'ten ask for one copy: one journey'),
    ]),
    refusalRule('a copy is asked for that does not stand at a branch', 'COPY_STATE', [
      ...within('a transfer', 'is open once for a copy, and only for what stands at a branch'),
    ]),
    refusalRule('a copy is asked for where it is', 'ALREADY_THERE', requested('not to where the copy is')),
    refusalRule('a transfer is shipped that is not requested any more', 'TRANSFER_STATE', [
      ...shipped('from shipped', 'from received', 'from cancelled'),
      ...within('a transfer', 'is shipped once; a second time, or after its end, it is refused'),
    ]),
    {
      when: 'a copy that was asked for is scanned at Return',
      follows: 'It goes into the box, unless somebody waits for it, or it is damaged.',
      heldBy: askedFor(
        'in the hand: it goes into the box',
        'somebody waits for it here: he comes first, and the transfer is called off',
        'damaged: maintenance, unless it is to be repaired there',
      ),
    },
    {
      when: 'a copy comes out of a box at the right branch',
      follows: 'The transfer is received, and then as any return.',
      heldBy: [
        ...within('a copy that is not on loan', 'in transit to this branch: received, then as any return'),
        ...within('a transfer', 'is requested, shipped and received, with one audit event each'),
      ],
    },
    {
      when: 'a copy comes out of a box at the wrong branch',
      follows: 'It is recorded where it is, and sent on.',
      heldBy: outOfABox('at the wrong branch: it is recorded where it is, and sent on to where it was going'),
    },
    {
      when: 'a receipt was queued at a desk, from before the copy’s last move',
      follows: 'It undoes nothing.',
      heldBy: outOfABox('seen before its last move: undoes nothing'),
    },
    {
      when: 'a transfer is called off',
      follows: 'The copy stands where it was last seen, and a hold that it served goes back to its place in the queue.',
      heldBy: [
        ...calledOff('a hold it served goes back to its place in the queue', 'the copy stands where it was last seen'),
      ],
    },
    {
      when: 'a copy never arrived',
      follows: 'Called off as lost on the way, it is missing, and its hold waits for the next copy.',
      heldBy: calledOff(
        'lost on the way: the copy is missing',
        'lost on the way: the copy is missing, and its hold waits for the next copy',
      ),
    },
    refusalRule('a transfer is called off that is over', 'TRANSFER_STATE', [
      ...calledOff('not once it is received', 'not once it is cancelled'),
    ]),
    {
      when: 'a transfer is open for longer than the policy’s days',
      follows: 'It is late, and is listed as such.',
      heldBy: ['a transfer is late after the days of the policy'],
    },
  ],
};
