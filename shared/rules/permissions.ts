import { type Permission, permissionRow, permissions } from '#shared/contract/permissions.ts';
import type { Who } from '#shared/contract/route.ts';
import { Role } from '#shared/contract/vocabulary.ts';

/** Whoever is at the other end of a call, as far as rights are concerned. */
export type Principal = {
  kind: 'staff' | 'member' | 'desk' | 'api_key' | 'operator';
  /** Null for the operator, whose key is in the server's configuration. */
  id: string | null;
  tenantId: string | null;
  role: Role | null;
  /** The branches a manager answers for, or the branch of a desk. */
  branchIds: readonly string[];
  /** The family of sessions that a person's sign-in began. */
  familyId?: string;
};

/** `self`: only what belongs to the caller himself. `branches`: only the branches he answers for. */
export type Access = 'all' | 'self' | 'branches' | 'none';

const rank = (role: Role) => Role.options.indexOf(role);

/** Whether this principal may make a call that is for `who`, and how far that right reaches. */
export function accessTo(who: Who, principal: Principal | undefined): Access {
  if (who === 'anyone') return 'all';
  if (!principal) return 'none';
  if (who === 'operator') return principal.kind === 'operator' ? 'all' : 'none';
  if (principal.kind === 'operator') return 'none';
  if (who === 'person') return principal.kind === 'staff' || principal.kind === 'member' ? 'self' : 'none';
  return accessByPermission(who, principal);
}

function accessByPermission(permission: Permission, principal: Principal): Access {
  const row = permissionRow(permission);
  if (principal.kind === 'desk') return row.desk ? 'branches' : 'none';
  if (!principal.role) return 'none';
  if (rank(principal.role) >= rank(row.from)) return row.ownBranch && principal.role === 'manager' ? 'branches' : 'all';
  return row.self && principal.role === 'member' ? 'self' : 'none';
}

/** Every permission a role has, as sign-in answers it: the screens show and hide by this list. */
export function permissionsOf(role: Role): Permission[] {
  const all = Object.keys(permissions) as Permission[];
  return all.filter((permission) => rank(role) >= rank(permissionRow(permission).from));
}
