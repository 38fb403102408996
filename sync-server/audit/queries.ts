import { type Sql, type SqlValue, sql } from '../db/sql.ts';

export const insertEvent = sql(
  'audit.insert',
  `insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

/** Many events at once: $5 is a JSON array of them. */
export const insertEvents = sql(
  'audit.insert_many',
  `insert into audit (tenant_id, id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id)
   select $1, id, at, $2, $3, action, entity, "entityId", facts, $4
   from jsonb_to_recordset($5::jsonb)
     as given(id uuid, at timestamptz, action text, entity text, "entityId" uuid, facts jsonb)`,
);

export type EventRow = {
  id: string;
  at: string;
  actor_kind: 'staff' | 'member' | 'desk' | 'api_key' | 'operator' | 'job';
  actor_id: string | null;
  action: string;
  entity: string;
  entity_id: string;
  facts: Record<string, unknown>;
  request_id: string;
};

const columns = 'id, at, actor_kind, actor_id, action, entity, entity_id, facts, request_id';

const conditions = {
  before: 'id < ?',
  entity: 'entity = ?',
  entityId: 'entity_id = ?',
  actor: 'actor_id = ?',
  request: 'request_id = ?',
  from: 'at >= ?',
  to: 'at < ?',
};
export type EventFilter = Partial<Record<keyof typeof conditions, string>>;

/** One statement for each set of filters, so that each is planned with the index that fits it. */
export function readEvents(
  tenantId: string,
  filter: EventFilter,
  limit: number,
): { statement: Sql<EventRow>; values: SqlValue[] } {
  const names = (Object.keys(conditions) as (keyof typeof conditions)[]).filter((name) => filter[name] !== undefined);
  const where = names.map((name, index) => `and ${conditions[name].replace('?', `$${index + 3}`)}`).join(' ');
  const text = `select ${columns} from audit where tenant_id = $1 ${where} order by id desc limit $2`;
  return {
    statement: sql(`audit.read_by_${names.join('_')}`, text),
    values: [tenantId, limit, ...names.map((name) => filter[name])],
  };
}

/** Everything that was done to these, or by this actor. */
export const readEventsAbout = sql<EventRow>(
  'audit.read_about',
  `select ${columns} from audit where tenant_id = $1 and entity_id = any($2::uuid[])
   union
   select ${columns} from audit where tenant_id = $1 and actor_id = $3
   order by id`,
);
