import type { WordingInForce } from '#shared/contract/api/notices.ts';
import { NoticeKind, Wording } from '#shared/contract/notices.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { builtIn, chooseWording, type OwnWording } from './choose-wording.ts';
import { refuseFaults } from './placeholders.ts';
import { deleteWording, ownWordings, writeWording } from './queries.ts';

/** The library's own wordings. */
export async function ownWordingsOf(tx: Tx): Promise<OwnWording[]> {
  const rows = await tx.query(ownWordings, [tx.context.tenantId]);
  return rows.map((row) => ({ ...row, wording: Wording.parse(row.wording) }));
}

/** Every kind in every language that is built in or that the library has words of its own in. */
export async function wordingsInForce(tx: Tx): Promise<WordingInForce[]> {
  const own = await ownWordingsOf(tx);
  const languages = new Set([...Object.keys(builtIn), ...own.map(({ language }) => language)]);
  return [...languages].flatMap((language) =>
    NoticeKind.options.flatMap((kind) => {
      const chosen = chooseWording(own, kind, [language]);
      const isOwn = own.some((row) => row.kind === kind && row.language === language);
      return chosen.language === language ? [{ kind, language, own: isOwn, wording: chosen.wording }] : [];
    }),
  );
}

type Replacement = { kind: NoticeKind; language: string; wording: Wording };

/** @throws Refusal VALIDATION_FAILED, with the path and what is wrong there */
export function replaceWording(tx: Tx, { kind, language, wording }: Replacement, now: Date): WordingInForce {
  refuseFaults(kind, wording);
  tx.send(writeWording, [tx.context.tenantId, kind, language, json(wording)]);
  recordWordingEvent(tx, 'notices.wording_changed', { kind, language }, now);
  return { kind, language, own: true, wording };
}

/** Back to the built-in wording, or to another language's where there is none. */
export function resetWording(tx: Tx, { kind, language }: Omit<Replacement, 'wording'>, now: Date): void {
  tx.send(deleteWording, [tx.context.tenantId, kind, language]);
  recordWordingEvent(tx, 'notices.wording_reset', { kind, language }, now);
}

function recordWordingEvent(tx: Tx, action: string, facts: Omit<Replacement, 'wording'>, now: Date): void {
  recordEvent(tx, { action, entity: 'tenant', entityId: tx.context.tenantId, at: now, facts });
}
