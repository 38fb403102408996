import type { Handlers } from '../http/call.ts';
import { replaceCard } from './cards/service.ts';
import { findMembers } from './search.ts';
import { changeMember, memberIdFor, memberIdOf, readMemberStanding, registerMember } from './service.ts';

type Names = 'listMembers' | 'createMember' | 'readMember' | 'changeMember' | 'replaceCard';

export function memberHandlers(): Handlers<Names> {
  return {
    listMembers: ({ query, reading }) => reading((tx) => findMembers(tx, query)),
    createMember: ({ body, now, transaction }) => transaction((tx) => registerMember(tx, body, now)),
    readMember: (call) =>
      call.reading(async (tx) => readMemberStanding(tx, await memberIdFor(tx, call, call.params.id), call.now)),
    changeMember: ({ params, body, now, transaction }) =>
      transaction(async (tx) => changeMember(tx, await memberIdOf(tx, params.id), body, now)),
    replaceCard: ({ params, body, now, transaction }) =>
      transaction(async (tx) => replaceCard(tx, await memberIdOf(tx, params.id), body, now)),
  };
}
