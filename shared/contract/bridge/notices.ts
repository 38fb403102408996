import { z } from 'zod';
import { Notice, NoticePreferences, NoticeSettings, NoticeState, WrittenNotice } from '../notices.ts';
import { Id, pageOf } from '../primitives.ts';
import { call, nothing } from './call.ts';
import { outcomeOf } from './outcome.ts';

/** What members were told or could not be told, when they are told, and how each wants to be. */
export const noticesCalls = {
  'notices.list': call(z.strictObject({ state: NoticeState, offset: z.int().min(0) }), outcomeOf(pageOf(Notice))),
  'notices.read': call(z.strictObject({ id: Id }), outcomeOf(WrittenNotice)),
  'notices.retry': call(
    z.strictObject({ ids: z.array(Id).min(1).max(100) }),
    outcomeOf(z.object({ retried: z.int() })),
  ),
  'notices.settings': call(nothing, outcomeOf(NoticeSettings)),
  'notices.changeSettings': call(NoticeSettings, outcomeOf(NoticeSettings)),
  'notices.preferences': call(z.strictObject({ memberId: Id }), outcomeOf(NoticePreferences)),
  'notices.changePreferences': call(
    z.strictObject({ memberId: Id, preferences: NoticePreferences }),
    outcomeOf(NoticePreferences),
  ),
} as const;
