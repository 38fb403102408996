import type { Role } from './vocabulary.ts';

/**
 * Every permission and who has it: the one table of rights.
 * `from` is the lowest role; `desk` says that an enrolled desk has it without a person; `self` says that a member
 * has it for his own record only; `ownBranch` binds managers to the branches they manage.
 */
export const permissions = {
  'books.read': { from: 'member', desk: true },
  'books.write': { from: 'librarian' },
  'copies.read': { from: 'librarian', desk: true },
  'copies.write': { from: 'librarian' },
  'imports.run': { from: 'librarian' },
  'members.read': { from: 'librarian', self: true },
  'members.write': { from: 'librarian' },
  'members.export': { from: 'admin' },
  'loans.read': { from: 'librarian' },
  'loans.checkout': { from: 'librarian', self: true },
  'loans.return': { from: 'librarian', desk: true },
  'loans.renew': { from: 'librarian', self: true },
  'loans.override': { from: 'librarian' },
  'loans.declare_lost': { from: 'librarian' },
  'loans.claimed_returned': { from: 'librarian' },
  'accounts.charge': { from: 'librarian' },
  'accounts.pay': { from: 'librarian' },
  'accounts.pay_online': { from: 'librarian', self: true },
  'accounts.waive': { from: 'manager' },
  'accounts.refund': { from: 'manager' },
  'holds.place': { from: 'librarian', self: true },
  'holds.read': { from: 'librarian' },
  'transfers.write': { from: 'librarian' },
  'transfers.receive': { from: 'librarian', desk: true },
  'stocktakes.manage': { from: 'manager', ownBranch: true },
  'stocktakes.scan': { from: 'librarian', desk: true },
  'branches.read': { from: 'member', desk: true },
  'branches.write': { from: 'admin' },
  'closures.write': { from: 'manager', ownBranch: true },
  'desks.enrol': { from: 'manager', ownBranch: true },
  'desks.read': { from: 'manager', ownBranch: true },
  'staff.read': { from: 'manager', ownBranch: true },
  'staff.write': { from: 'admin' },
  'notices.read': { from: 'manager' },
  'notices.retry': { from: 'manager' },
  'notices.configure': { from: 'admin' },
  'notices.prefer': { from: 'librarian', self: true },
  'policies.read': { from: 'librarian' },
  'policies.write': { from: 'admin' },
  'api_keys.write': { from: 'admin' },
  'reports.read': { from: 'manager' },
  'audit.read': { from: 'admin' },
  'sync.pull': { from: 'librarian', desk: true },
} as const satisfies Record<string, PermissionRow>;

type PermissionRow = { from: Role; desk?: boolean; self?: boolean; ownBranch?: boolean };

export type Permission = keyof typeof permissions;

export const permissionRow = (permission: Permission): PermissionRow => permissions[permission];
