/** Who acts: written into every audit event. */
export type Actor = { kind: 'staff' | 'member' | 'desk' | 'api_key' | 'operator' | 'job'; id: string | null };

/** What a transaction must know before it begins. */
export type TxContext = {
  tenantId: string;
  actor: Actor;
  requestId: string;
  /** The same key, actor and fingerprint get the same answer; see idempotency.ts. */
  idempotency?: { key: string; fingerprint: Buffer; status: number; sealed: boolean };
};
