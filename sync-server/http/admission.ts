import { Refusal } from './refusal.ts';

export type Admission = ReturnType<typeof admission>;

/**
 * How many requests are at work at once. What comes on top is told at once to come back: those at work stay quick, and a
 * storm from one library leaves room for the desks of the others. Nothing is refused half done: a place is had before
 * anything is asked of the database.
 */
export function admission({ atOnce, perTenant }: { atOnce: number; perTenant: number }) {
  const ofTenant = new Map<string, number>();
  let atWork = 0;

  return {
    atWork: () => atWork,

    /** Does the work if there is a place for it, whoever asks. @throws Refusal OVERLOADED */
    async within<Answer>(work: () => Promise<Answer>): Promise<Answer> {
      if (atWork >= atOnce) throw new Refusal('OVERLOADED', { retryAfter: soon() });
      atWork += 1;
      try {
        return await work();
      } finally {
        atWork -= 1;
      }
    },

    /** Does the work if one of the tenant's places is free. @throws Refusal TOO_MANY_REQUESTS */
    async withinTenant<Answer>(tenantId: string, work: () => Promise<Answer>): Promise<Answer> {
      const before = ofTenant.get(tenantId) ?? 0;
      if (before >= perTenant) throw new Refusal('TOO_MANY_REQUESTS', { retryAfter: soon() });
      ofTenant.set(tenantId, before + 1);
      try {
        return await work();
      } finally {
        const left = (ofTenant.get(tenantId) ?? 1) - 1;
        if (left > 0) ofTenant.set(tenantId, left);
        else ofTenant.delete(tenantId);
      }
    },
  };
}

/** Not all at the same second again. */
const soon = () => 1 + Math.floor(Math.random() * 3);
