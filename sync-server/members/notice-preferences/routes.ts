import type { Handlers } from '../../http/call.ts';
import { changePreferences, preferencesOf } from '../../notices/settings/service.ts';
import { memberIdFor } from '../service.ts';

export function noticePreferenceHandlers(): Handlers<'readNoticePreferences' | 'replaceNoticePreferences'> {
  return {
    readNoticePreferences: (call) =>
      call.reading(async (tx) => preferencesOf(tx, await memberIdFor(tx, call, call.params.id))),
    replaceNoticePreferences: (call) =>
      call.transaction(async (tx) => {
        const memberId = await memberIdFor(tx, call, call.params.id);
        return changePreferences(tx, memberId, call.body, call.now);
      }),
  };
}
