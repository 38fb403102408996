import { type Chapter, refusalRule, within } from '../rule.ts';

const put = (...tests: string[]) => within('a copy is put into a box', ...tests);
const packed = (...tests: string[]) => within('a copy is packed', ...tests);
const fullOrGone = put('of a box that has left, or whose list is full: refused');

export const boxes: Chapter = {
  title: 'Boxes',
  intro: 'What travels together: packed, sent, unpacked.',
  rules: [
    {
      when: 'a copy is packed that was asked for, or that lies ready since its return',
      follows: 'It is in this box, also if it was said to be in another: whoever has it in the hand is right.',
      heldBy: put(
        'that was asked for there: it is shipped',
        'that lies in the crate since its return: it is packed',
        'that was said to be in another box: whoever has it in the hand is right',
      ),
    },
    refusalRule('nobody asked for it', 'NO_TRANSFER', [
      ...packed('that nobody asked for: refused, and sent all the same if that is wanted'),
    ]),
    refusalRule('it goes to another branch than the box', 'GOES_ELSEWHERE', [
      ...put('that goes to another branch: refused, and to which'),
    ]),
    refusalRule('it is recorded at another branch', 'COPY_ELSEWHERE', [
      ...put('that is recorded at another branch: refused until it is scanned in Return'),
    ]),
    refusalRule('somebody waits for it', 'WAITED_FOR', [
      ...put('that somebody waits for: refused, Return says where it goes'),
      ...packed('that somebody waits for: refused; Return gives it to him'),
    ]),
    refusalRule('the box has left', 'BOX_STATE', [
      ...fullOrGone,
      ...within('a box', 'gives a copy back only before it has left'),
    ]),
    refusalRule('its list is full', 'BOX_FULL', fullOrGone),
    refusalRule('a copy is taken out that is not in it', 'NOT_IN_BOX', [
      ...within('a box', 'gives a copy back only before it has left'),
    ]),
    refusalRule('an empty box is sent', 'BOX_EMPTY', within('a box', 'leaves once, and not empty')),
    {
      when: 'a copy is missing from a box that is unpacked',
      follows: 'It stays under way, and is late from now on.',
      heldBy: within('a box is unpacked', 'what is missing from it is said, stays under way, and is late from now on'),
    },
    {
      when: 'a box is opened at the wrong branch',
      follows: 'Its copies are sent on, and are not missing.',
      heldBy: within(
        'a box is unpacked',
        'one that was opened at the wrong branch: its copies are sent on, and are not missing',
      ),
    },
  ],
};
