import { type Chapter, within } from '../rule.ts';

const told = (...tests: string[]) => within('a decision that a member is to hear of', ...tests);
const due = (...tests: string[]) => within('what is due or overdue', ...tests);

export const notices: Chapter = {
  title: 'Notices',
  intro: 'Written with the decision that they tell of, and sent once.',
  rules: [
    {
      when: 'a copy is ready for a member',
      follows: 'He is told, once; of one that has to travel first when it arrives.',
      heldBy: told(
        'a copy comes back for a hold: the member who waits is told, nobody else',
        'a second scan of the same copy tells him nothing more',
        'a copy that has to travel first is told of when it arrives',
      ),
    },
    {
      when: 'a ready copy was not collected',
      follows: 'The member is told that his hold has expired, and the next that his is ready.',
      heldBy: told(
        'a hold that was not collected is told to have expired, and the next in the queue that his is ready',
      ),
    },
    {
      when: 'a fine is charged',
      follows: 'The member is told; of one that grace forgives he is not.',
      heldBy: told('a fine is told, and one that grace forgives is not'),
    },
    {
      when: 'loans are due soon or overdue',
      follows: 'One message for each member and day, however many loans, with every title in it.',
      heldBy: due(
        'is one message for each member, however many loans',
        'is told with every title in it, and without what was brought back since',
      ),
    },
    {
      when: 'a member does not want to be told',
      follows: 'He is not.',
      heldBy: due('is not told to a member who does not want that'),
    },
    {
      when: 'the job runs twice, or on two servers',
      follows: 'Nothing is told twice.',
      heldBy: [
        ...within('run again', 'on the same day, or by two servers at once, it tells nothing twice'),
        ...within('two servers at once', 'send every notice once between them'),
      ],
    },
    {
      when: 'a decision did not commit',
      follows: 'Nobody is told.',
      heldBy: told('a decision that did not commit has told nobody'),
    },
  ],
};
