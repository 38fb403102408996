import type { Handlers } from '../http/call.ts';
import { anonymiseMember, exportMember } from './service.ts';

export function dataProtectionHandlers(): Handlers<'exportMember' | 'anonymiseMember'> {
  return {
    exportMember: ({ params, reading }) => reading((tx) => exportMember(tx, params.id)),
    anonymiseMember: ({ params, now, transaction }) => transaction((tx) => anonymiseMember(tx, params.id, now)),
  };
}
