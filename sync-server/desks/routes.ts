import type { Handlers } from '../http/call.ts';
import { reachOf, refuseForeignBranch } from '../http/own-branches.ts';
import { enrolDesk, findDesks, revokeDeskKey } from './service.ts';

export function deskHandlers(): Handlers<'enrolDesk' | 'listDesks' | 'revokeDesk'> {
  return {
    enrolDesk: (call) => {
      refuseForeignBranch(call, call.body.branchId);
      return call.transaction((tx) => enrolDesk(tx, call.body, call.now));
    },
    listDesks: (call) => call.reading((tx) => findDesks(tx, call.query, reachOf(call))),
    revokeDesk: (call) =>
      call.transaction(async (tx) => {
        await revokeDeskKey(tx, call.params.id, reachOf(call), call.now);
        return undefined;
      }),
  };
}
