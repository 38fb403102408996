import type { TestServer } from '../../testing/server.ts';

type NoticeRow = { id: string; kind: string; state: string; trouble: string | null; attempts: number; body: string };

/** What lies in the database about a member's notices, oldest first. */
export async function noticesOf({ db }: TestServer, memberId: string): Promise<NoticeRow[]> {
  const text = `select id, kind, state, trouble, attempts, body from notices where member_id = $1 order by created_at, id`;
  return (await db.owner.query<NoticeRow>(text, [memberId])).rows;
}
