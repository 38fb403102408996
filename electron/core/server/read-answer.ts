import { z } from 'zod';
import { Problem } from '#shared/contract/refusals.ts';
import { sentences } from '../sentences.ts';
import { wholeLines } from '../sync/snapshot-lines.ts';
import { type Answered, deskRefusal, type Unreachable } from './answered.ts';

/**
 * Tells the server's word from that of a proxy, a hotel's sign-in page or a balancer: only JSON with a success, or
 * RFC 9457 problem details, is an answer. Everything else counts as no answer, so that nothing is given up for it.
 */
export async function readAnswer<T extends z.ZodType>(response: Response, schema: T): Promise<Answered<z.output<T>>> {
  const json = await readJson(response);
  if (json === notJson) return notOurServer(response.status);
  if (response.ok) {
    const parsed = z.safeParse(schema, json);
    if (parsed.success) return { kind: 'done', answer: parsed.data };
    return deskRefusal('ANSWER_NOT_UNDERSTOOD', response.status, sentences.answerNotUnderstood);
  }
  const problem = Problem.safeParse(json);
  if (!problem.success) return notOurServer(response.status);
  return { kind: 'refused', problem: problem.data, retryAfterMs: retryAfterMs(response.headers.get('retry-after')) };
}

/** A table as text; a refusal of one is problem details as ever. */
export async function readTable(response: Response): Promise<Answered<string>> {
  const isTable = /^text\/csv\b/.test(response.headers.get('content-type') ?? '');
  if (response.ok && isTable) return { kind: 'done', answer: await response.text() };
  return response.ok ? notOurServer(response.status) : readAnswer(response, z.never());
}

/**
 * Lines of JSON (NDJSON), each handed on as it arrives. Whoever takes them knows by the last one whether all have come: a
 * line that breaks off in the middle is an error.
 */
export async function readLines(response: Response, onLine: (line: string) => void): Promise<Answered<undefined>> {
  const isLines = /^application\/x-ndjson\b/.test(response.headers.get('content-type') ?? '');
  if (!response.ok) return readAnswer(response, z.never());
  if (!isLines || !response.body) return notOurServer(response.status);
  for await (const lines of wholeLines(response.body)) for (const line of lines) onLine(line);
  return { kind: 'done', answer: undefined };
}

const notJson = Symbol('not JSON');

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  if (!/^application\/([\w.-]+\+)?json\b/.test(response.headers.get('content-type') ?? '')) return notJson;
  try {
    return JSON.parse(text);
  } catch {
    return notJson;
  }
}

/** A gateway that says 502 or 504 may have passed the request on; one that asks for a password has not. */
function notOurServer(status: number): Unreachable {
  return { kind: 'unreachable', mayHaveBeenDone: status >= 500, sentence: sentences.notOurServer };
}

/** Retry-After in seconds (RFC 9110 §10.2.3); a date there is not worth the trouble and counts as a minute. */
function retryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 60_000;
}
