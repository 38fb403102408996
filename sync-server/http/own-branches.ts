import type { Access, Principal } from '#shared/rules/permissions.ts';
import { Refusal } from './refusal.ts';

type Caller = { access: Exclude<Access, 'none'>; principal: Pick<Principal, 'branchIds'> };

/** The branches that the caller's right reaches; undefined means all of them. */
export const reachOf = ({ access, principal }: Caller): readonly string[] | undefined =>
  access === 'branches' ? principal.branchIds : undefined;

/** @throws Refusal FORBIDDEN when a manager, or a desk, reaches for a branch that is not his */
export function refuseForeignBranch(caller: Caller, branchId: string): void {
  const reach = reachOf(caller);
  // An id from an address or a body may be in capitals (RFC 9562 section 4); Postgres writes it in small letters.
  if (!reach || reach.includes(branchId.toLowerCase())) return;
  throw new Refusal('FORBIDDEN', { detail: 'You do not answer for this branch.' });
}
