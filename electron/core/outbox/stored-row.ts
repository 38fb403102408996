import { z } from 'zod';
import { ReturnAnswer, ReturnOrder } from '#shared/contract/api/loans.ts';
import { OutboxRow } from '#shared/contract/desk.ts';
import { Id, Instant } from '#shared/contract/primitives.ts';
import { Problem } from '#shared/contract/refusals.ts';

/** A line of the table as SQLite gives it; its JSON is looked at separately, so that one bad field spoils no other. */
const StoredRow = z.object({
  sequence: z.int(),
  id: z.unknown(),
  kind: z.unknown(),
  order_json: z.unknown(),
  observed_at: z.unknown(),
  state: OutboxRow.shape.state,
  title: z.unknown(),
  answer_json: z.unknown(),
  problem_json: z.unknown(),
  advice: z.unknown(),
});

const noId = '00000000-0000-0000-0000-000000000000';
const noTime = '1970-01-01T00:00:00.000Z';

/** A row as the screen and the sender see it. What can no longer be read is null, and the row is not sent. */
export function outboxRow(stored: unknown): OutboxRow {
  const row = StoredRow.parse(stored);
  const id = Id.catch(noId).parse(row.id);
  const observedAt = Instant.catch(noTime).parse(row.observed_at);
  const sound = row.kind === 'return' && id === row.id && observedAt === row.observed_at;
  return {
    id,
    sequence: row.sequence,
    kind: 'return',
    order: sound ? readJson(ReturnOrder, row.order_json) : null,
    observedAt,
    state: row.state,
    title: z.string().nullable().catch(null).parse(row.title),
    answer: readJson(ReturnAnswer, row.answer_json),
    problem: readJson(Problem, row.problem_json),
    advice: z.string().nullable().catch(null).parse(row.advice),
  };
}

function readJson<T extends z.ZodType>(schema: T, text: unknown): z.output<T> | null {
  if (typeof text !== 'string') return null;
  try {
    const parsed = z.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** What of an answer goes to the disk: what became of the copy. Who had it, or waits for it, is not the desk's to keep. */
export function withoutPersons(answer: ReturnAnswer): ReturnAnswer {
  const { loan, hold, ...aboutTheCopy } = answer;
  return aboutTheCopy;
}
