import type { NoticeKind } from '#shared/contract/notices.ts';
import { sql } from '../../db/sql.ts';

export type OwnWordingRow = { kind: NoticeKind; language: string; wording: unknown };

/** At most a handful of languages for four kinds; the contract parses each. */
export const ownWordings = sql<OwnWordingRow>(
  'notice_wordings.own',
  'select kind, language, wording from notice_wordings where tenant_id = $1 order by kind, language limit 400',
);

export const writeWording = sql(
  'notice_wordings.write',
  `insert into notice_wordings (tenant_id, kind, language, wording) values ($1, $2, $3, $4)
   on conflict (tenant_id, kind, language) do update set wording = excluded.wording`,
);

export const deleteWording = sql(
  'notice_wordings.delete',
  'delete from notice_wordings where tenant_id = $1 and kind = $2 and language = $3',
);
