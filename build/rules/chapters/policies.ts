import { type Chapter, within } from '../rule.ts';

const takes = (...tests: string[]) => within('the policy in force', ...tests.map((test) => `takes ${test}`));

export const policies: Chapter = {
  title: 'Which policy is in force',
  intro: 'A policy is for a category of members, an item type and a branch, or for any; the most specific row wins.',
  rules: [
    {
      when: 'nothing else fits',
      follows: 'The row for everything.',
      heldBy: takes('the row for everything where nothing else fits'),
    },
    { when: 'several rows fit', follows: 'The one that names more.', heldBy: takes('two conditions before one') },
    {
      when: 'they name equally much',
      follows: 'A branch counts before an item type, and that before a category.',
      heldBy: takes('a branch before an item type', 'an item type before a category', 'a category before everything'),
    },
    {
      when: 'somebody asks which row won',
      follows: 'It is named, with those it went before and why, and it is the one that a checkout takes.',
      heldBy: within(
        'which row is in force',
        'is said with the rows that it went before, why, and what it comes to today',
        'is the same as a checkout takes',
      ),
    },
    {
      when: 'an admin changes the rules',
      follows: 'The audit keeps both; nothing changes that was decided before.',
      heldBy: [
        ...within('the history of the rules', 'tells who changed what, with both values, newest first'),
        ...within(
          'a change of the rules',
          'moves no due date of a loan that is out',
          'changes no fine that was charged',
        ),
      ],
    },
    {
      when: 'a due date falls on a closed day',
      follows: 'It moves to the next open one, at closing time on the branch’s own clock.',
      heldBy: within(
        'a due date',
        'moves from a Sunday to Monday',
        'takes Saturday’s shorter hours',
        'keeps the clock’s hour over the end of summer time',
      ),
    },
  ],
};
