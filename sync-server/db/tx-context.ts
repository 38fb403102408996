/** Who acts: written into every audit event. */
export type Actor = { kind: 'staff' | 'member' | 'desk' | 'api_key' | 'operator' | 'job'; id: string | null };

/** What a transaction must know before it begins. */
export type TxContext = {
  tenantId: string;
  actor: Actor;
  requestId: string;
  /** What all of it is part of, such as a stocktake: joins the facts of every audit event. */
  cause?: Readonly<Record<string, string>>;
  /** The same key, actor and fingerprint get the same answer; see idempotency.ts. */
  idempotency?: { key: string; fingerprint: Buffer; status: number; sealed: boolean };
};

/** Work that nobody asked for by name: a job, or what is read before it is known who asks. */
export const asJob = (tenantId: string, requestId: string): TxContext => ({
  tenantId,
  actor: { kind: 'job', id: null },
  requestId,
});
