import { z } from 'zod';
import { Notice, NoticeState, WrittenNotice } from '../notices.ts';
import { Id, pageOf } from '../primitives.ts';
import { call } from './call.ts';
import { outcomeOf } from './outcome.ts';

/** What members were told or could not be told; for managers. */
export const noticesCalls = {
  'notices.list': call(z.strictObject({ state: NoticeState, offset: z.int().min(0) }), outcomeOf(pageOf(Notice))),
  'notices.read': call(z.strictObject({ id: Id }), outcomeOf(WrittenNotice)),
  'notices.retry': call(
    z.strictObject({ ids: z.array(Id).min(1).max(100) }),
    outcomeOf(z.object({ retried: z.int() })),
  ),
} as const;
