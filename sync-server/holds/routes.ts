import type { Principal } from '#shared/rules/permissions.ts';
import type { Call, Handlers } from '../http/call.ts';
import { refuseOverrideWithoutRight } from '../http/override-right.ts';
import { memberIdFor } from '../members/service.ts';
import { changeHold } from './changing.ts';
import { holdsOfBook, holdsOfMember } from './lists.ts';
import { pickListOf } from './pick-list/list.ts';
import { copyNotFound } from './pick-list/not-found.ts';
import { placeHold } from './placing.ts';
import { holdShelfOf, toClearAt } from './shelves/lists.ts';

type Names =
  | 'placeHold'
  | 'changeHold'
  | 'bookHolds'
  | 'memberHolds'
  | 'pickList'
  | 'copyNotFound'
  | 'holdShelf'
  | 'holdShelfToClear';

export function holdHandlers(): Handlers<Names> {
  return {
    placeHold: (call) => {
      const { params, body: order, now } = call;
      refuseOverrideWithoutRight(call.principal, order.override !== undefined);
      return call.transaction((tx) => placeHold(tx, { bookId: params.id, order, now, onlyMemberId: ownId(call) }));
    },
    changeHold: (call) => {
      const { params, body: changes, now } = call;
      const change = { holdId: params.id, changes, now, onlyMemberId: ownId(call) };
      return call.transaction((tx) => changeHold(tx, change));
    },
    bookHolds: (call) =>
      call.reading((tx) => holdsOfBook(tx, { ...call.query, bookId: call.params.id, onlyMemberId: ownId(call) })),
    memberHolds: (call) =>
      call.reading(async (tx) => holdsOfMember(tx, await memberIdFor(tx, call, call.params.id), call.query)),
    pickList: ({ params, query, now, reading }) =>
      reading((tx) => pickListOf(tx, { ...query, branchId: params.id, now })),
    copyNotFound: ({ params, body, now, transaction }) =>
      transaction((tx) => copyNotFound(tx, { branchId: params.id, barcode: body.barcode, now })),
    holdShelf: ({ params, query, now, reading }) =>
      reading((tx) => holdShelfOf(tx, { ...query, branchId: params.id, now })),
    holdShelfToClear: ({ params, query, reading }) => reading((tx) => toClearAt(tx, { ...query, branchId: params.id })),
  };
}

/** A member places and gives up his own holds only. */
const ownId = ({ principal, access }: { principal: Principal; access: Call<never>['access'] }) =>
  access === 'self' ? (principal.id ?? undefined) : undefined;
