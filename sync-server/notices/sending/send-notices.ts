import type { Delivery } from '#shared/rules/notices-retry.ts';
import { afterDelivery } from '#shared/rules/notices-retry.ts';
import type { Database } from '../../db/database.ts';
import { reading, transaction } from '../../db/transaction.ts';
import { asJob } from '../../db/tx-context.ts';
import { inSpan } from '../../tracing/spans.ts';
import { settingsOf } from '../settings/service.ts';
import { ownWordingsOf } from '../wording/service.ts';
import type { Carriers } from './carrier.ts';
import { type Composed, compose, type Voice } from './compose.ts';
import { claimDue, type NoticeFacts, noticeFacts, settle } from './queries.ts';

export type SendingDeps = { database: Database; now: () => Date; carriers: Carriers };

const context = (tenantId: string) => asJob(tenantId, 'send-notices');

const portion = 20;
/** Longer than a portion can take: a carrier gives up on each letter after well under a minute. */
const leaseMinutes = 10;

export type Round = { settled: number; more: boolean };

/**
 * Sends some of a library's notices that are due. They are taken in one transaction, sent outside of any, and settled in
 * one each: a server that dies in between leaves at most what it had in its hands, which another sends again under the
 * same id. Many servers at once take different ones.
 */
export async function sendSomeNotices(deps: SendingDeps, tenantId: string): Promise<Round> {
  const { database, now } = deps;
  const until = new Date(now().getTime() + leaseMinutes * 60_000);
  const claimed = await transaction(database, context(tenantId), (tx) =>
    tx.query(claimDue, [tenantId, now(), portion, until]),
  );
  if (claimed.length === 0) return { settled: 0, more: false };
  const ids = claimed.map(({ id }) => id);
  const [facts, voice] = await reading(database, context(tenantId), async (tx) => {
    const [rows, settings, own] = await Promise.all([
      tx.query(noticeFacts, [tenantId, ids, now()]),
      settingsOf(tx),
      ownWordingsOf(tx),
    ]);
    return [rows, { settings, own }] as const;
  });
  const deliveries = await Promise.all(facts.map((row) => sendOne(deps, tenantId, row, voice)));
  // While nobody answers, the others wait for the next minute instead of being tried in vain as well.
  const isAway = deliveries.some(
    (delivery) => delivery.kind === 'refused' && delivery.trouble === 'server_unreachable',
  );
  return { settled: facts.length, more: claimed.length === portion && !isAway };
}

async function sendOne(deps: SendingDeps, tenantId: string, facts: NoticeFacts, voice: Voice): Promise<Delivery> {
  const composed = compose(facts, voice);
  const delivery = await inSpan('notice', { 'carrel.notice_id': facts.id }, async (span) => {
    const delivered = await deliver(deps.carriers, composed);
    span.setAttribute('carrel.outcome', delivered.kind);
    return delivered;
  });
  const { state, trouble, nextAt } = afterDelivery(delivery, facts.attempts, deps.now());
  const at = deps.now();
  const outcome = [tenantId, facts.id, facts.attempts, state, trouble, nextAt ?? at, ...written(composed), at];
  await transaction(deps.database, context(tenantId), async (tx) => tx.send(settle, outcome));
  return delivery;
}

async function deliver(carriers: Carriers, composed: Composed): Promise<Delivery> {
  if (composed.kind === 'none') return composed.because;
  const carrier = carriers[composed.channel];
  if (carrier) return carrier.carry(composed.letter);
  return { kind: 'kept', trouble: composed.channel === 'email' ? 'no_email_server' : 'no_sms_gateway' };
}

/** What staff can read afterwards: channel, language, subject and plain text. */
function written(composed: Composed) {
  if (composed.kind === 'none') return [null, null, null, null];
  const { channel, language, letter } = composed;
  const { subject, text, sms } = letter.filled;
  return channel === 'email' ? [channel, language, subject, text] : [channel, language, null, sms];
}
