import { z } from 'zod';
import { FilledWording, WordingInForce } from '../api/notices.ts';
import { Language, NoticeKind, Wording } from '../notices.ts';
import { call, nothing } from './call.ts';
import { outcomeOf } from './outcome.ts';

const key = { kind: NoticeKind, language: Language };
const written = z.strictObject({ ...key, wording: Wording });

/** How notices are worded; for admins. */
export const wordingsCalls = {
  'wordings.list': call(nothing, outcomeOf(z.object({ wordings: z.array(WordingInForce) }))),
  'wordings.preview': call(written, outcomeOf(FilledWording)),
  'wordings.replace': call(written, outcomeOf(WordingInForce)),
  'wordings.reset': call(z.strictObject(key), outcomeOf(nothing)),
} as const;
