import { membersApi } from '#shared/contract/api/members.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { claim } from './outcome.ts';

const perPage = 50;

/** Members are never kept on the desk: each of these asks the server, in the name of whoever is signed in. */
export const membersTasks = (desk: Desk): TaskGroup<'members'> => ({
  'members.card': ({ number }) => claim(desk, membersApi.readMember, () => ({ params: { id: number } })),

  'members.find': ({ query, offset }) =>
    claim(desk, membersApi.listMembers, () => ({ query: { query, offset, limit: perPage } })),

  'members.create': (member) => claim(desk, membersApi.createMember, () => ({ body: member })),

  'members.replaceCard': ({ memberId, ...card }) =>
    claim(desk, membersApi.replaceCard, () => ({ params: { id: memberId }, body: card })),

  'members.loans': ({ memberId, offset }) =>
    claim(desk, membersApi.memberLoans, () => ({
      params: { id: memberId },
      query: { open: 'true', offset, limit: perPage },
    })),
});
