import { expect, test } from 'vitest';
import { checkLibrary } from '../../sync-server/invariants/service.ts';
import { buildTestServer } from '../../sync-server/testing/server.ts';
import { loadDemoLibrary } from './load.ts';

test('the demo is a sound library: nothing in it contradicts the rules', { timeout: 60_000 }, async () => {
  const { library, db, close } = await buildTestServer();
  try {
    const branchIds = [library.branches.main.id, library.branches.harbour.id];
    await loadDemoLibrary({ ownerUrl: db.ownerUrl, tenantId: library.tenantId, branchIds, progress: () => {} });
    expect(await checkLibrary(db.database, library.tenantId)).toEqual([]);
  } finally {
    await close();
  }
});
