import { createTransport } from 'nodemailer';
import type { Delivery } from '#shared/rules/notices-retry.ts';
import { type Carrier, type Letter, refused } from './carrier.ts';

export type MailSettings = { SMTP_URL: string; MAIL_FROM: string };

/** Connections are kept open between letters: a morning's reminders are thousands. */
const pool = { pool: true, maxConnections: 5, maxMessages: 200 } as const;
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as const;
/** A template names no files and no addresses to fetch from. */
const nothingFromElsewhere = { disableFileAccess: true, disableUrlAccess: true } as const;

/** Sends by SMTP, in the library's name from the server's address. */
export function emailCarrier({ SMTP_URL, MAIL_FROM }: MailSettings): Carrier {
  const transport = createTransport({ url: SMTP_URL, ...pool, ...patience, ...nothingFromElsewhere });
  const domain = MAIL_FROM.slice(MAIL_FROM.lastIndexOf('@') + 1);
  const mailOf = ({ id, to, library, filled }: Letter) => ({
    from: { name: library, address: MAIL_FROM },
    to: { name: '', address: to },
    subject: filled.subject,
    text: filled.text,
    html: filled.html,
    // The same at every attempt, so that mail programs show a letter once that was sent twice (RFC 5322 section 3.6.4).
    messageId: `<${id}@${domain}>`,
    // Nobody's holiday answers are wanted (RFC 3834 section 5).
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  return {
    carry: (letter) => transport.sendMail(mailOf(letter)).then(() => ({ kind: 'sent' }), deliveryOf),
    close: () => transport.close(),
  };
}

/** The library's error codes, and the server's reply (RFC 5321 section 4.2.1: 5yz is for good, 4yz for now). */
function deliveryOf(error: unknown): Delivery {
  const code = readField(error, 'code');
  const reply = Number(readField(error, 'responseCode') ?? 0);
  if (code === 'EAUTH') return refused('sign_in_refused', false);
  if (code === 'EENVELOPE') return refused('address_refused', reply === 0 || reply >= 500);
  if (reply >= 400) return refused('message_refused', reply >= 500);
  if (['ECONNECTION', 'EDNS', 'ESOCKET', 'ETLS'].includes(String(code))) return refused('server_unreachable', false);
  return refused('no_clear_answer', false);
}

const readField = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
