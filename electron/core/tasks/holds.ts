import { z } from 'zod';
import { catalogApi } from '#shared/contract/api/catalog.ts';
import { holdsApi } from '#shared/contract/api/holds.ts';
import type { BranchDesk } from '../branch-desk.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { claim } from './outcome.ts';

const perPage = 50;
/** Somebody types on: of many books none is looked for below the first few. */
const booksOffered = 10;

/** Who waits for what is never kept on the desk: each of these asks the server, in the name of whoever is signed in. */
export const holdsTasks = (desk: Desk): TaskGroup<'holds'> => ({
  'holds.pickList': ({ offset }) => claim(desk, holdsApi.pickList, (at) => pageHere(at, offset)),

  'holds.shelf': ({ offset }) => claim(desk, holdsApi.holdShelf, (at) => pageHere(at, offset)),

  'holds.toClear': ({ offset }) => claim(desk, holdsApi.holdShelfToClear, (at) => pageHere(at, offset)),

  'holds.notFound': ({ barcode }) =>
    claim(desk, holdsApi.copyNotFound, ({ enrolment }) => ({ params: { id: enrolment.branch.id }, body: { barcode } })),

  'holds.ofBook': ({ bookId, offset }) =>
    claim(desk, holdsApi.bookHolds, () => ({ params: { id: bookId }, query: { offset, limit: perPage } })),

  'holds.ofMember': ({ memberId, offset }) =>
    claim(desk, holdsApi.memberHolds, () => ({ params: { id: memberId }, query: { offset, limit: perPage } })),

  'holds.findBooks': ({ query }) =>
    claim(desk, catalogApi.searchBooks, () => ({ query: { query, limit: booksOffered } })),

  'holds.place': ({ bookId, ...order }) =>
    claim(desk, holdsApi.placeHold, () => ({ params: { id: bookId }, body: order })),

  'holds.change': ({ holdId, changes }) =>
    claim(desk, holdsApi.changeHold, () => ({ params: { id: holdId }, body: changes })),

  async 'holds.cancel'({ holdId }) {
    const cancelled = await claim(desk, cancelHold, () => ({ params: { id: holdId } }));
    return cancelled.kind === 'done' ? { kind: 'done', answer: {} } : cancelled;
  },
});

/** It answers with nothing. */
const cancelHold = { ...holdsApi.cancelHold, out: z.undefined() };

const pageHere = ({ enrolment }: BranchDesk, offset: number) => ({
  params: { id: enrolment.branch.id },
  query: { offset, limit: perPage },
});
