import { v7 as uuidv7 } from 'uuid';
import type { StaffRole } from '#shared/contract/vocabulary.ts';
import { newKey } from '../auth/key-text.ts';
import { keepOutOfLogs } from './kept-log.ts';
import { digits, type Made } from './made.ts';
import { insertApiKey, insertDesk, insertStaff } from './queries.ts';

type NewStaff = { role?: StaffRole; branchIds?: string[]; number?: string; name?: string };

export function staffAndKeys({ tenantId, insert, passwordHash, tokenOf }: Made, homeBranchId: string) {
  return {
    async aStaff({
      role = 'librarian',
      branchIds = [homeBranchId],
      number = digits('9'),
      name = `A ${role}`,
    }: NewStaff = {}) {
      const id = uuidv7();
      keepOutOfLogs([number, name]);
      await insert(insertStaff, [id, number, name, role, branchIds, passwordHash]);
      return { id, number, name, role, branchIds, token: await tokenOf('staff', id, role, branchIds) };
    },
    async aDesk({ branchId = homeBranchId, name = 'Front desk' } = {}) {
      const id = uuidv7();
      const key = newKey('desk', tenantId, id);
      await insert(insertDesk, [id, branchId, name, key.hash]);
      return { id, branchId, key: key.text };
    },
    async anApiKey({ role = 'librarian' }: { role?: StaffRole } = {}) {
      const id = uuidv7();
      const key = newKey('key', tenantId, id);
      await insert(insertApiKey, [id, 'An integration', role, key.hash]);
      return { id, key: key.text };
    },
  };
}
