import { defaultPreferences, defaultSettings, NoticePreferences, NoticeSettings } from '#shared/contract/notices.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { json } from '../../db/sql.ts';
import type { Tx } from '../../db/transaction.ts';
import { readPreferences, readSettings, writePreferences, writeSettings } from './queries.ts';

/** When this library reminds; the defaults, as long as nobody has said otherwise. */
export async function settingsOf(tx: Tx): Promise<NoticeSettings> {
  const [row] = await tx.query(readSettings, [tx.context.tenantId]);
  return row ? NoticeSettings.parse(row.settings) : defaultSettings;
}

export async function changeSettings(tx: Tx, after: NoticeSettings, now: Date): Promise<NoticeSettings> {
  const { tenantId } = tx.context;
  const before = await settingsOf(tx);
  tx.send(writeSettings, [tenantId, json(after)]);
  const facts = { before, after };
  recordEvent(tx, { action: 'notices.settings_changed', entity: 'tenant', entityId: tenantId, at: now, facts });
  return after;
}

/** How a member wants to be told. */
export async function preferencesOf(tx: Tx, memberId: string): Promise<NoticePreferences> {
  const [row] = await tx.query(readPreferences, [tx.context.tenantId, memberId]);
  return row ? NoticePreferences.parse(row.preferences) : defaultPreferences;
}

export function changePreferences(tx: Tx, memberId: string, after: NoticePreferences, now: Date): NoticePreferences {
  tx.send(writePreferences, [tx.context.tenantId, memberId, json(after)]);
  recordEvent(tx, { action: 'member.notice_preferences_changed', entity: 'member', entityId: memberId, at: now });
  return after;
}
