import { type Chapter, refusalRule, within } from '../rule.ts';

/** What is asked for is not there, or is another library's: nobody learns which. */
export const unknown: Chapter = {
  title: 'What is not there',
  intro: 'What belongs to another library is answered as if it were not there.',
  rules: [
    refusalRule('a card was replaced by another', 'CARD_REPLACED', [
      ...within('the old card', 'is refused at checkout, with the end of the number that is good'),
    ]),
    refusalRule('a book is asked for, and no copy of it may be lent at the branch', 'NO_COPY_AVAILABLE', [
      ...within('checking out', 'lends any available copy of a book at a branch'),
    ]),
    refusalRule('there is no such branch', 'BRANCH_NOT_FOUND', [
      ...within(
        'placing a hold',
        'on a book that is not in the catalogue, for nobody’s number, to no branch: 404 each',
      ),
      ...within('which row is in force', 'refuses a branch that is not there'),
    ]),
    refusalRule('there is no such loan', 'LOAN_NOT_FOUND', [
      ...within('renewing', 'a closed loan is refused, an unknown one is not found'),
    ]),
    refusalRule('there is no such hold, or it is another member’s', 'HOLD_NOT_FOUND', [
      ...within(
        'a hold is cancelled',
        'by the member himself; another hears that there is no such hold; twice is refused',
      ),
    ]),
    refusalRule('there is no such transfer', 'TRANSFER_NOT_FOUND', [
      ...within('a transfer', 'is shipped once; a second time, or after its end, it is refused'),
    ]),
    refusalRule('there is no such box', 'BOX_NOT_FOUND', ['another library’s box is not there']),
  ],
};
