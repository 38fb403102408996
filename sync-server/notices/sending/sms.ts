import { createHmac } from 'node:crypto';
import type { Delivery } from '#shared/rules/notices-retry.ts';
import { type Carrier, type Letter, refused } from './carrier.ts';

export type SmsSettings = { SMS_GATEWAY_URL: string; SMS_GATEWAY_SECRET: string };

const patience = 15_000;
/** "Later" in HTTP: a timeout, too early, too many. Any other 4xx would be answered the same again. */
const temporary = new Set([408, 425, 429]);

/** Sends by a gateway of the operator's: one signed POST for each message. */
export function smsCarrier({ SMS_GATEWAY_URL, SMS_GATEWAY_SECRET }: SmsSettings): Carrier {
  async function carry({ id, to, filled }: Letter): Promise<Delivery> {
    const body = JSON.stringify({ id, to, text: filled.sms });
    const headers = { 'content-type': 'application/json', 'idempotency-key': id, ...signed(body, SMS_GATEWAY_SECRET) };
    const signal = AbortSignal.timeout(patience);
    const answer = await fetch(SMS_GATEWAY_URL, { method: 'POST', headers, body, signal, redirect: 'error' });
    await answer.body?.cancel();
    return deliveryOf(answer.status);
  }
  return { carry: (letter) => carry(letter).catch(whyNot), close: () => {} };
}

/** HMAC-SHA256 over the time and the body, so that a message cannot be forged, changed or replayed much later. */
function signed(body: string, secret: string, at = new Date()) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-carrel-timestamp': timestamp, 'x-carrel-signature': signature };
}

function deliveryOf(status: number): Delivery {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 401 || status === 403) return refused('sign_in_refused', false);
  if (status >= 500) return refused('no_clear_answer', false);
  return refused('message_refused', !temporary.has(status));
}

/** Nothing was sent when there was nobody to connect to; after that, who knows. */
function whyNot(error: unknown): Delivery {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];
  return refused(unreachable.includes(String(code)) ? 'server_unreachable' : 'no_clear_answer', false);
}
