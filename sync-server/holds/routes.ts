import type { Principal } from '#shared/rules/permissions.ts';
import type { Call, Handlers } from '../http/call.ts';
import { refuseOverrideWithoutRight } from '../http/override-right.ts';
import { memberIdFor } from '../members/service.ts';
import { holdShelfOf, holdsOfBook, holdsOfMember, pickListOf } from './lists.ts';
import { placeHold, suspendHold } from './placing.ts';

type Names = 'placeHold' | 'changeHold' | 'bookHolds' | 'memberHolds' | 'pickList' | 'holdShelf';

export function holdHandlers(): Handlers<Names> {
  return {
    placeHold: (call) => {
      const { params, body: order, now } = call;
      refuseOverrideWithoutRight(call.principal, order.override !== undefined);
      return call.transaction((tx) => placeHold(tx, { bookId: params.id, order, now, onlyMemberId: ownId(call) }));
    },
    changeHold: (call) => {
      const { params, body, now } = call;
      const absence = { holdId: params.id, suspendedUntil: body.suspendedUntil, now, onlyMemberId: ownId(call) };
      return call.transaction((tx) => suspendHold(tx, absence));
    },
    bookHolds: (call) =>
      call.reading((tx) => holdsOfBook(tx, { ...call.query, bookId: call.params.id, onlyMemberId: ownId(call) })),
    memberHolds: (call) =>
      call.reading(async (tx) => holdsOfMember(tx, await memberIdFor(tx, call, call.params.id), call.query)),
    pickList: ({ params, query, now, reading }) =>
      reading((tx) => pickListOf(tx, { ...query, branchId: params.id, now })),
    holdShelf: ({ params, query, now, reading }) =>
      reading((tx) => holdShelfOf(tx, { ...query, branchId: params.id, now })),
  };
}

/** A member places and gives up his own holds only. */
const ownId = ({ principal, access }: { principal: Principal; access: Call<never>['access'] }) =>
  access === 'self' ? (principal.id ?? undefined) : undefined;
