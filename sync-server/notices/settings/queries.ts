import { sql } from '../../db/sql.ts';

/** As it was written; the contract parses it. */
export const readSettings = sql<{ settings: unknown }>(
  'notice_settings.read',
  'select settings from notice_settings where tenant_id = $1',
);

export const writeSettings = sql(
  'notice_settings.write',
  `insert into notice_settings (tenant_id, settings) values ($1, $2)
   on conflict (tenant_id) do update set settings = excluded.settings`,
);

export const readPreferences = sql<{ preferences: unknown }>(
  'notice_preferences.read',
  'select preferences from notice_preferences where tenant_id = $1 and member_id = $2',
);

export const writePreferences = sql(
  'notice_preferences.write',
  `insert into notice_preferences (tenant_id, member_id, preferences) values ($1, $2, $3)
   on conflict (tenant_id, member_id) do update set preferences = excluded.preferences`,
);
