import { z } from 'zod';
import { Observation, type ObservationAnswer, ObservationState, type OutboxRow } from '#shared/contract/desk.ts';
import { Id, Instant } from '#shared/contract/primitives.ts';
import { Problem } from '#shared/contract/refusals.ts';

/** A line of the table as SQLite gives it; its JSON is looked at separately, so that one bad field spoils no other. */
const StoredRow = z.object({
  sequence: z.int(),
  id: z.unknown(),
  kind: z.unknown(),
  order_json: z.unknown(),
  observed_at: z.unknown(),
  state: ObservationState,
  title: z.unknown(),
  answer_json: z.unknown(),
  problem_json: z.unknown(),
  advice: z.unknown(),
});

const noId = '00000000-0000-0000-0000-000000000000';
const noTime = '1970-01-01T00:00:00.000Z';

/** A row as the screen and the sender see it. What was observed can no longer be read of an `unreadable` one. */
export function outboxRow(stored: unknown): OutboxRow {
  const row = StoredRow.parse(stored);
  const onDisk = {
    id: Id.catch(noId).parse(row.id),
    sequence: row.sequence,
    observedAt: Instant.catch(noTime).parse(row.observed_at),
    state: row.state,
    title: z.string().nullable().catch(null).parse(row.title),
    problem: Problem.nullable().catch(null).parse(fromJson(row.problem_json)),
    advice: z.string().nullable().catch(null).parse(row.advice),
  };
  const isSound = onDisk.id === row.id && onDisk.observedAt === row.observed_at;
  const observed = { ...onDisk, kind: row.kind, order: fromJson(row.order_json) };
  const observation = isSound ? observationOf(observed, fromJson(row.answer_json)) : null;
  return observation ?? { ...onDisk, kind: 'unreadable', order: null, answer: null };
}

/** An answer that can no longer be read is no reason to give up the observation. */
function observationOf(observed: object, answer: unknown): Observation | null {
  const whole = Observation.safeParse({ ...observed, answer });
  const read = whole.success ? whole : Observation.safeParse({ ...observed, answer: null });
  return read.success ? read.data : null;
}

/** Null where there is none, or none that can be read. */
export function fromJson(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What of an answer goes to the disk: what became of the copy. Who had it, or waits for it, is not the desk's to keep. */
export function withoutPersons(answer: ObservationAnswer): ObservationAnswer {
  const { loan, hold, ...aboutTheCopy } = answer;
  return aboutTheCopy;
}
