import type { Handlers } from '../http/call.ts';
import { reachOf } from '../http/own-branches.ts';
import { addStaff, changeStaff, findStaff } from './service.ts';

export function staffHandlers(): Handlers<'listStaff' | 'createStaff' | 'changeStaff'> {
  return {
    listStaff: (call) => call.reading((tx) => findStaff(tx, call.query, reachOf(call))),
    createStaff: ({ body, now, transaction }) => transaction((tx) => addStaff(tx, body, now)),
    changeStaff: ({ params, body, now, transaction }) => transaction((tx) => changeStaff(tx, params.id, body, now)),
  };
}
