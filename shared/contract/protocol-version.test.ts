import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { syncApi } from './api/sync.ts';
import { bridgeCalls, bridgeEvents, ClientFrame, HostFrame } from './bridge.ts';
import { ChangesPage, SnapshotLine, SyncHint, syncProtocol } from './sync.ts';

// Two programs of different age may meet on these wires. Whoever changes a schema sees it here and decides what the
// older one makes of it. (The habit is that of rocicorp/mono, protocol-version.test.ts.)

it('the sync schemas are those of this protocol', () => {
  const queries = Object.values(syncApi).map((row) => ('query' in row ? row.query : null));
  const hash = hashOf([ChangesPage, SnapshotLine, SyncHint, ...queries]);
  const advice =
    'The sync schemas have changed. If an older desk or server would misread the new ones, raise syncProtocol in ' +
    'sync.ts, so that desks take a new snapshot. Then put the new hash here.';
  expect({ syncProtocol, hash }, advice).toEqual({ syncProtocol: 1, hash: '0f450f2c6850b0e1' });
});

it('the bridge schemas are those that window and core were last looked at with', () => {
  const advice =
    'The bridge schemas have changed. Window and core come in one package, but a window may still be open while its ' +
    'core is replaced: look at both sides, then put the new hash here.';
  expect(hashOf([bridgeCalls, bridgeEvents, ClientFrame, HostFrame]), advice).toBe('954328dfd59bf079');
});

/** Of the JSON schemas, whatever the order of their keys. Refinements without a JSON schema do not count. */
function hashOf(given: unknown): string {
  const text = JSON.stringify(given, (_key, value: unknown) => {
    if (value instanceof z.ZodType) return sorted(z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' }));
    return sorted(value);
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
