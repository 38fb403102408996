import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { z } from 'zod';
import { eventsByRequest, holdIds, loanIds } from './queries.ts';
import { sendOnce, type Told } from './sending.ts';
import type { Run } from './verify.ts';

type EventCount = { requestId: string; action: string; entityId: string; count: number };
const Made = z.object({
  outcome: z.string().optional(),
  loan: z.object({ id: z.string() }).nullish(),
  hold: z.object({ id: z.string() }).nullish(),
});

const isDone = ({ status }: Told) => status < 300;
const bodyOf = ({ text }: Told): z.infer<typeof Made> => (text ? Made.catch({}).parse(JSON.parse(text)) : {});

/** What clients were told, against what the database has and what the servers say when they are asked again. */
export async function toldFindings(run: Run, owner: pg.Pool): Promise<string[]> {
  const { told, takenBack, busy } = run;
  const stillTrue = told.filter(({ at }) => !takenBack || at < takenBack.from || at > takenBack.until);
  const idsOf = async (query: string) => {
    const { tenantId, staff } = busy.library;
    const { rows } = await owner.query<{ id: string }>(query, [tenantId, staff.admin.id]);
    return new Set(rows.map(({ id }) => id));
  };
  const toldOf = (list: readonly Told[], kinds: readonly string[], thing: 'loan' | 'hold') =>
    new Set(
      list.filter((one) => kinds.includes(one.what) && isDone(one)).flatMap((one) => bodyOf(one)[thing]?.id ?? []),
    );
  const things = [
    { thing: 'loan', kinds: ['lend', 'lend_by_book'], query: loanIds },
    { thing: 'hold', kinds: ['place_hold'], query: holdIds },
  ] as const;
  const found: string[] = [];
  for (const { thing, kinds, query } of things) {
    const there = await idsOf(query);
    const everTold = toldOf(told, kinds, thing);
    for (const id of toldOf(stillTrue, kinds, thing)) {
      if (!there.has(id)) found.push(`A client was told of ${thing} ${id}, which is not there.`);
    }
    if (run.isDoubled) continue;
    for (const id of there) if (!everTold.has(id)) found.push(`Nobody was told of ${thing} ${id}.`);
  }
  return [
    ...found,
    ...twoAnswers(stillTrue),
    ...(await effects(run, stillTrue, owner)),
    ...(await again(run, stillTrue)),
  ];
}

/** One key, one answer. */
function twoAnswers(told: readonly Told[]): string[] {
  const first = new Map<string, Told>();
  return told.filter(isDone).flatMap((one) => {
    const before = first.get(one.key);
    if (!before) first.set(one.key, one);
    return before && !sameAnswer(before, one)
      ? [`${one.what} ${one.key} was told two things: ${before.text} ${one.text}`]
      : [];
  });
}

const sameAnswer = (one: Pick<Told, 'status' | 'text'>, other: Pick<Told, 'status' | 'text'>) =>
  one.status === other.status &&
  (one.text === other.text || isDeepStrictEqual(JSON.parse(one.text || '""'), JSON.parse(other.text || '""')));

/** Under one key everything was done once; where it was refused, nothing. */
async function effects({ busy, isDoubled }: Run, told: readonly Told[], owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<EventCount>(eventsByRequest, [busy.library.tenantId]);
  const byKey = Map.groupBy(rows, ({ requestId }) => requestId);
  const doneKeys = new Set(told.filter(isDone).map(({ key }) => key));
  return told.flatMap((one) => {
    const events = byKey.get(one.key) ?? [];
    const about = `${one.what} ${one.key}`;
    if (!isDone(one)) {
      const isRefused = events.length > 0 && !doneKeys.has(one.key) && !isDoubled;
      return isRefused ? [`${about} was refused with ${one.status}, and yet: ${events[0]?.action}.`] : [];
    }
    const twice = events.filter(({ count }) => count > 1).map(({ action }) => `${about} did ${action} twice.`);
    const action = expectedAction(one);
    const isMissing = action !== null && !events.some((event) => event.action === action);
    return isMissing ? [...twice, `${about} was told ${one.status}, but there is no ${action}.`] : twice;
  });
}

/** What the audit must say of a request that was done; null where that depends. */
function expectedAction(one: Told): string | null {
  if (one.what === 'bring_back') return bodyOf(one).outcome === 'returned' ? 'loan.returned' : null;
  const actions: Record<string, string> = {
    lend: 'loan.checked_out',
    lend_by_book: 'loan.checked_out',
    renew: 'loan.renewed',
    place_hold: 'hold.placed',
    pay: 'account.paid',
    open_count: 'stocktake.opened',
  };
  return actions[one.what] ?? null;
}

/** Asked again under its key, any server gives the first answer. */
async function again({ premises }: Run, told: readonly Told[]): Promise<string[]> {
  const found: string[] = [];
  for (const one of told.filter(isDone)) {
    const answer = await sendOnce(premises.line.url, one);
    if (!answer) found.push(`${one.what} ${one.key} got no answer when all was well again.`);
    else if (!answer.isReplayed) found.push(`${one.what} ${one.key} was done anew: ${answer.text}`);
    else if (!sameAnswer(one, answer)) found.push(`${one.what} ${one.key} is now told ${answer.text}, not ${one.text}`);
  }
  return found;
}
