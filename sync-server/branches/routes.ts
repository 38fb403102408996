import type { Handlers } from '../http/call.ts';
import { refuseForeignBranch } from '../http/own-branches.ts';
import { changeBranch, findBranches, openBranch, readClosures, replaceClosures } from './service.ts';

type Built = 'listBranches' | 'createBranch' | 'changeBranch' | 'listClosures' | 'replaceClosures';

export function branchHandlers(): Handlers<Built> {
  return {
    listBranches: ({ query, reading }) => reading((tx) => findBranches(tx, query)),
    createBranch: ({ body, now, transaction }) => transaction((tx) => openBranch(tx, body, now)),
    changeBranch: (call) => {
      refuseForeignBranch(call, call.params.id);
      return call.transaction((tx) => changeBranch(tx, call.params.id, call.body, call.now));
    },
    listClosures: ({ params, query, reading }) =>
      reading(async (tx) => ({ closures: await readClosures(tx, params.id, query.from) })),
    replaceClosures: (call) => {
      refuseForeignBranch(call, call.params.id);
      return call.transaction(async (tx) => ({
        closures: await replaceClosures(tx, call.params.id, call.body.closures, call.now),
      }));
    },
  };
}
