import { z } from 'zod';
import { Policy, PolicyTerms } from '../policy.ts';
import { feedOf, Id, Instant, Limit } from '../primitives.ts';
import { AuditEvent } from '../records.ts';
import { route } from '../route.ts';
import { ItemType, MemberCategory } from '../vocabulary.ts';

/** Policies are replaced as a whole: the list as the admin wants it, every row complete. */
const PolicyRow = Policy.partial({ id: true });

/** The list in force, and how often it was changed: what an editor gives back to show what he began from. */
export const PolicyList = z.object({ version: z.int(), policies: z.array(Policy) });
export type PolicyList = z.infer<typeof PolicyList>;

export const PolicyOrder = z.strictObject({
  version: z.int().optional().meta({
    description: 'The version that this list was made from: 409 POLICY_CHANGED if another is in force by now',
  }),
  policies: z.array(PolicyRow).min(1).max(1000),
});

/** As a row was when it was in force: it may lack terms of today, and have had others. */
const PastPolicy = z.object(Policy.shape).partial();

/** One change of the list: who made it, when, and what became different. */
export const PolicyVersion = z.object({
  version: z.int(),
  at: Instant,
  actor: AuditEvent.shape.actor.extend({ name: z.string().nullable() }),
  added: z.array(PastPolicy),
  removed: z.array(PastPolicy),
  changed: z.array(z.object({ before: PastPolicy, after: PastPolicy })),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

export const policiesApi = {
  readPolicies: route({
    method: 'GET',
    path: '/policies',
    tag: 'policies',
    who: 'policies.read',
    summary: 'The circulation rules in force',
    out: PolicyList,
  }),
  replacePolicies: route({
    method: 'PUT',
    path: '/policies',
    tag: 'policies',
    who: 'policies.write',
    summary: 'The circulation rules, as a whole list; one row must be for everything. What was decided stays decided',
    body: PolicyOrder,
    out: PolicyList,
    refusals: ['BRANCH_NOT_FOUND', 'POLICY_CHANGED'],
  }),
  effectivePolicy: route({
    method: 'GET',
    path: '/policies/effective',
    tag: 'policies',
    who: 'policies.read',
    summary: 'Which rule is in force for a member’s category, an item type and a branch, and why',
    query: z.object({ category: MemberCategory, itemType: ItemType, branchId: Id }),
    out: z.object({
      terms: PolicyTerms,
      wonBy: Policy,
      sentence: z.string().meta({ description: 'The rule in words' }),
      considered: z.array(
        z.object({ policy: Policy, why: z.string().meta({ description: 'Why the row stands where it does' }) }),
      ),
      dueAt: Instant.meta({ description: 'When a copy lent now would be due' }),
    }),
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  policyVersions: route({
    method: 'GET',
    path: '/policies/versions',
    tag: 'policies',
    who: 'policies.write',
    summary: 'How the circulation rules were changed, newest first',
    query: z.object({ cursor: z.string().max(200).optional(), limit: Limit }),
    out: feedOf(PolicyVersion),
    refusals: ['BAD_CURSOR'],
  }),
};
