import type { NoticeChannel, NoticeKind, NoticeState, NoticeTrouble, ReminderStep } from '#shared/contract/notices.ts';
import { sql } from '../db/sql.ts';

/** $3 kind, $4 hold, $5 now; whose it is, the hold knows. */
export const insertAboutHold = sql(
  'notices.insert_about_hold',
  `insert into notices (tenant_id, id, member_id, kind, subject_id, occasion, created_at, next_at)
   select $1, $2, h.member_id, $3, h.id, $5, $5, $5 from holds h where h.tenant_id = $1 and h.id = $4
   on conflict do nothing`,
);

/** $4: the ledger entry of the charge. */
export const insertAboutFine = sql(
  'notices.insert_about_fine',
  `insert into notices (tenant_id, id, member_id, kind, subject_id, occasion, created_at, next_at)
   values ($1, $2, $3, 'fine_charged', $4, $5, $5, $5) on conflict do nothing`,
);

export type NoticeRow = {
  id: string;
  kind: NoticeKind;
  steps: ReminderStep[];
  member_id: string;
  member_number: string;
  state: NoticeState;
  channel: NoticeChannel | null;
  trouble: NoticeTrouble | null;
  attempts: number;
  created_at: string;
  next_at: string;
  settled_at: string | null;
};

const columns = `n.id, n.kind, n.member_id, m.number as member_number, n.state, n.channel, n.trouble, n.attempts,
  n.created_at, n.next_at, n.settled_at, array(
    select distinct r.step from reminders r where r.tenant_id = n.tenant_id and r.notice_id = n.id order by r.step
  ) as steps`;
const withMember = 'join members m on m.tenant_id = n.tenant_id and m.id = n.member_id';

/** With a state and without: each is planned with the index that fits it. $2: the state, or null. $3: the kind, or null. */
const wanted = (hasState: boolean) =>
  `n.tenant_id = $1 and ${hasState ? 'n.state = $2' : '$2::text is null'} and ($3::text is null or n.kind = $3)`;

/** How many notices of a list are counted. */
export const listCap = 10_000;

export const listNotices = (hasState: boolean) =>
  sql<NoticeRow>(
    `notices.list${hasState ? '_in_state' : ''}`,
    `select ${columns} from notices n ${withMember} where ${wanted(hasState)}
     order by n.created_at desc, n.id desc limit $4 offset $5`,
  );

export const countNotices = (hasState: boolean) =>
  sql<{ count: number }>(
    `notices.count${hasState ? '_in_state' : ''}`,
    `select count(*) from (select from notices n where ${wanted(hasState)} limit ${listCap}) counted`,
  );

export type WrittenRow = NoticeRow & { language: string | null; subject: string | null; body: string | null };

export const readNotice = sql<WrittenRow>(
  'notices.read',
  `select ${columns}, n.language, n.subject, n.body from notices n ${withMember} where n.tenant_id = $1 and n.id = $2`,
);

/** What a member was told, for data protection. */
export const noticesOfMember = sql<WrittenRow>(
  'notices.of_member',
  `select ${columns}, n.language, n.subject, n.body from notices n ${withMember}
   where n.tenant_id = $1 and n.member_id = $2 order by n.created_at, n.id`,
);

/** $2: ids, $3: now. Only what was kept or given up: what was sent is not sent again. */
export const queueAgain = sql<{ id: string }>(
  'notices.queue_again',
  `update notices set state = 'queued', attempts = 0, next_at = $3, settled_at = null
   where tenant_id = $1 and id = any($2::uuid[]) and state in ('kept', 'failed') returning id`,
);

export const forgetNotices = sql(
  'notices.forget',
  `with wishes as (delete from notice_preferences where tenant_id = $1 and member_id = $2),
   told as (delete from notices where tenant_id = $1 and member_id = $2 returning id)
   delete from reminders r using told where r.tenant_id = $1 and r.notice_id = told.id`,
);

/** In portions: $2 before, $3 how many. */
export const deleteOldNotices = sql<{ id: string }>(
  'notices.delete_old',
  `with old as (
     delete from notices where ctid = any(array(
       select ctid from notices where tenant_id = $1 and created_at < $2 limit $3
     )) returning id
   ), lines as (
     delete from reminders r using old where r.tenant_id = $1 and r.notice_id = old.id
   )
   select id from old`,
);
