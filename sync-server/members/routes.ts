import type { Handlers } from '../http/call.ts';
import { findMembers } from './search.ts';
import { changeMember, memberIdFor, memberIdOf, readMemberStanding, registerMember } from './service.ts';

export function memberHandlers(): Handlers<'listMembers' | 'createMember' | 'readMember' | 'changeMember'> {
  return {
    listMembers: ({ query, reading }) => reading((tx) => findMembers(tx, query)),
    createMember: ({ body, now, transaction }) => transaction((tx) => registerMember(tx, body, now)),
    readMember: (call) =>
      call.reading(async (tx) => readMemberStanding(tx, await memberIdFor(tx, call, call.params.id), call.now)),
    changeMember: ({ params, body, now, transaction }) =>
      transaction(async (tx) => changeMember(tx, await memberIdOf(tx, params.id), body, now)),
  };
}
