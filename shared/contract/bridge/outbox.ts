import { z } from 'zod';
import { OutboxRow } from '../desk.ts';
import { Id } from '../primitives.ts';
import { call, nothing } from './call.ts';

export const outboxCalls = {
  'outbox.list': call(
    z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(200) }),
    z.object({ rows: z.array(OutboxRow), total: z.int() }),
  ),
  /** A person has seen to it: the row leaves "needs attention" and stays in the record. */
  'outbox.settle': call(z.strictObject({ id: Id }), nothing),
} as const;
