import { type Chapter, refusalRule, within } from '../rule.ts';

const open = (...tests: string[]) => within('a return of an open loan', ...tests);
const notOnLoan = (...tests: string[]) => within('a copy that is not on loan', ...tests);
const queued = (...tests: string[]) => within('a return that was queued at a desk', ...tests);
const bookDrop = (...tests: string[]) => within('a copy from the book drop', ...tests);

export const returns: Chapter = {
  title: 'Return',
  intro: 'Never refused for what somebody else did: the answer says what to do with the copy in the hand.',
  rules: [
    refusalRule('the barcode is no copy’s of this library', 'COPY_NOT_FOUND', [
      ...within('returning', 'an unknown barcode or another library’s: 404'),
    ]),
    {
      when: 'it was on loan, nobody waits, and it is at home',
      follows: 'The loan is closed: shelve.',
      heldBy: open('at home, nobody waits: the loan is closed, shelve'),
    },
    {
      when: 'it was on loan, nobody waits, and its home is elsewhere',
      follows:
        'The loan is closed and a transfer home opened: in transit. Where the policy lets copies float it stays: shelve.',
      heldBy: [
        ...open('away from home, nobody waits: a transfer home is opened, send it home'),
        ...within('a copy that floats', 'stays where it is returned: shelve, no transfer home'),
      ],
    },
    {
      when: 'somebody waits, who collects here',
      follows: 'The copy is given to the first in the queue: hold shelf, until it expires.',
      heldBy: [
        ...open('somebody waits with pickup here: hold shelf, wherever its home is'),
        ...within('returning', 'somebody waits here: hold shelf until it expires, and the slip names nobody'),
      ],
    },
    {
      when: 'somebody waits, who collects elsewhere',
      follows: 'The copy is given to the first in the queue and sent there: in transit.',
      heldBy: open('somebody waits with pickup elsewhere: a transfer for that hold'),
    },
    {
      when: 'it is overdue',
      follows: 'The fine by the policy is charged once, within its caps.',
      heldBy: [
        ...within(
          'a copy that comes back late',
          'is fined once: in the answer, in the ledger, with its working in the audit',
          'a second scan charges nothing more',
        ),
      ],
    },
    {
      when: 'it is damaged',
      follows: 'Its condition is recorded: maintenance. Nobody who waits is given it.',
      heldBy: open('damaged: maintenance, and no hold is assigned to it'),
    },
    {
      when: 'it is in maintenance',
      follows: 'It stays there, unless somebody says that it is good again; then it goes where it is wanted.',
      heldBy: [
        ...notOnLoan('in maintenance: stays there, unless somebody says that it is good again'),
        ...within('a copy that was repaired', 'goes to the hold shelf for the first who waits'),
      ],
    },
    {
      when: 'it was not on loan, and is here and available',
      follows: 'Already returned: shelve. Nothing changes.',
      heldBy: notOnLoan('here and available: already returned, shelve, and nothing changes'),
    },
    {
      when: 'it stands on the hold shelf already',
      follows: 'It stays there, with the time that it has.',
      heldBy: notOnLoan('on the hold shelf already: keeps its place and its expiry'),
    },
    {
      when: 'it was lost or missing',
      follows: 'Found: its state is repaired, and a charge for the loss is taken back. Refer, if that was paid.',
      heldBy: [
        ...notOnLoan('lost: found, its state repaired', 'missing: found, its state repaired'),
        ...within(
          'a copy that was declared lost and is handed in',
          'unpaid: found, the charge is taken back, shelve',
          'paid: found, reported for refund, refer; what was paid is the member’s credit until it is paid out',
        ),
      ],
    },
    {
      when: 'it was on its way to this branch',
      follows: 'Received: the transfer is closed, and then as any other.',
      heldBy: notOnLoan('in transit to this branch: received, then as any return'),
    },
    {
      when: 'it is on its way to another branch',
      follows: 'It stays in transit, and the answer says where to.',
      heldBy: notOnLoan('in transit to another branch: stays in transit, says where to'),
    },
    {
      when: 'it was withdrawn',
      follows: 'Refer. Nothing changes.',
      heldBy: notOnLoan('withdrawn: refer, nothing changes'),
    },
    {
      when: 'a desk had queued it, from before the present loan',
      follows: 'Superseded: the newer loan is left alone.',
      heldBy: queued('from before the present loan is superseded: the newer loan is left alone'),
    },
    {
      when: 'a desk had queued it, from before the copy’s last move',
      follows: 'It undoes nothing.',
      heldBy: queued('from before the copy’s last move undoes nothing'),
    },
    {
      when: 'a desk had queued it, of the loan that is still open',
      follows:
        'Returned when the desk saw it, never after now and never before the loan began: nobody is fined for our outage.',
      heldBy: [
        ...queued(
          'is dated when the desk saw the copy: nobody is fined for our outage',
          'is dated now where the desk’s clock is ahead',
        ),
        ...within('whenever a loan ends', 'it is neither in the future nor before the loan began'),
      ],
    },
    {
      when: 'it comes from the book drop',
      follows: 'Returned when the branch last closed, or on the day that staff say.',
      heldBy: bookDrop(
        'emptied on Tuesday morning counts as returned when the branch closed on Monday',
        'counts for the day that staff say',
        'never counts from before its loan began',
      ),
    },
    {
      when: 'its member had said that he brought it back',
      follows: 'Returned then, at the latest.',
      heldBy: within('a return', 'of a loan that the member said he had ended counts from then'),
    },
  ],
};
