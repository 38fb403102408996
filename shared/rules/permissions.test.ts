import { describe, expect, it } from 'vitest';
import { permissions } from '#shared/contract/permissions.ts';
import type { Who } from '#shared/contract/route.ts';
import { type Access, accessTo, type Principal, permissionsOf } from './permissions.ts';

const person = (role: Principal['role'], kind: Principal['kind'] = 'staff'): Principal => ({
  kind,
  id: '0190a0a0-0000-7000-8000-000000000001',
  tenantId: '0190a0a0-0000-7000-8000-000000000002',
  role,
  branchIds: [],
});

const callers = [
  undefined,
  person('member', 'member'),
  person('librarian'),
  person('manager'),
  person('admin'),
  person(null, 'desk'),
  person('librarian', 'api_key'),
  { ...person(null, 'operator'), tenantId: null, id: null },
];

/** Written out by hand: nobody, member, librarian, manager, admin, desk, a librarian's API key, operator. */
const rights: Record<Who, string> = {
  anyone: 'all all all all all all all all',
  person: '- self self self self - - -',
  operator: '- - - - - - - all',
  'books.read': '- all all all all branches all -',
  'books.write': '- - all all all - all -',
  'copies.read': '- - all all all branches all -',
  'copies.write': '- - all all all - all -',
  'imports.run': '- - all all all - all -',
  'members.read': '- self all all all - all -',
  'members.write': '- - all all all - all -',
  'members.export': '- - - - all - - -',
  'loans.read': '- - all all all - all -',
  'loans.checkout': '- self all all all - all -',
  'loans.return': '- - all all all branches all -',
  'loans.renew': '- self all all all - all -',
  'loans.override': '- - all all all - all -',
  'loans.declare_lost': '- - all all all - all -',
  'loans.claimed_returned': '- - all all all - all -',
  'accounts.charge': '- - all all all - all -',
  'accounts.pay': '- - all all all - all -',
  'accounts.pay_online': '- self all all all - all -',
  'accounts.waive': '- - - all all - - -',
  'accounts.refund': '- - - all all - - -',
  'holds.place': '- self all all all - all -',
  'holds.read': '- - all all all - all -',
  'transfers.write': '- - all all all - all -',
  'transfers.receive': '- - all all all branches all -',
  'stocktakes.manage': '- - - branches all - - -',
  'stocktakes.scan': '- - all all all branches all -',
  'branches.read': '- all all all all branches all -',
  'branches.write': '- - - - all - - -',
  'closures.write': '- - - branches all - - -',
  'desks.enrol': '- - - branches all - - -',
  'desks.read': '- - - branches all - - -',
  'staff.read': '- - - branches all - - -',
  'staff.write': '- - - - all - - -',
  'notices.read': '- - - all all - - -',
  'notices.retry': '- - - all all - - -',
  'notices.configure': '- - - - all - - -',
  'notices.prefer': '- self all all all - all -',
  'policies.read': '- - all all all - all -',
  'policies.write': '- - - - all - - -',
  'api_keys.write': '- - - - all - - -',
  'reports.read': '- - - all all - - -',
  'audit.read': '- - - - all - - -',
  'sync.pull': '- - all all all branches all -',
};

describe('who may do what', () => {
  it.each(Object.entries(rights) as [Who, string][])('%s', (who, expected) => {
    const answered = callers.map((caller) => accessTo(who, caller));
    expect(answered).toEqual(expected.split(' ').map((word) => (word === '-' ? 'none' : word) as Access));
  });

  it('is written down here for every permission there is', () => {
    expect(Object.keys(rights)).toEqual(expect.arrayContaining(Object.keys(permissions)));
  });

  it('tells the screens of a role only what the role may', () => {
    expect(permissionsOf('member')).toEqual(['books.read', 'branches.read']);
    expect(permissionsOf('manager')).toContain('closures.write');
    expect(permissionsOf('admin')).toEqual(Object.keys(permissions));
  });
});
