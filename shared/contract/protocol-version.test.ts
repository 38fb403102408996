import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { syncApi } from './api/sync.ts';
import { accountCalls } from './bridge/account.ts';
import { boxesCalls } from './bridge/boxes.ts';
import { catalogCalls } from './bridge/catalog.ts';
import { deskCalls } from './bridge/desk.ts';
import { ClientFrame, HostFrame } from './bridge/frames.ts';
import { holdsCalls } from './bridge/holds.ts';
import { loansCalls } from './bridge/loans.ts';
import { membersCalls } from './bridge/members.ts';
import { noticesCalls } from './bridge/notices.ts';
import { outboxCalls } from './bridge/outbox.ts';
import { policiesCalls } from './bridge/policies.ts';
import { settingsCalls } from './bridge/settings.ts';
import { stocktakesCalls } from './bridge/stocktakes.ts';
import { transfersCalls } from './bridge/transfers.ts';
import { wordingsCalls } from './bridge/wordings.ts';
import { bridgeCalls, bridgeEvents } from './bridge.ts';
import { ChangesPage, Drift, RangeDigest, SnapshotLine, SyncHeartbeat, SyncHint, syncProtocol } from './sync.ts';

// Two programs of different age may meet on these wires. Whoever changes a schema sees it here and decides what the
// older one makes of it. (The habit is that of rocicorp/mono, protocol-version.test.ts.)

it('the sync schemas are those of this protocol', () => {
  const queries = Object.values(syncApi).map((row) => ('query' in row ? row.query : null));
  const hash = hashOf([ChangesPage, SnapshotLine, SyncHint, SyncHeartbeat, RangeDigest, Drift, ...queries]);
  const advice =
    'The sync schemas have changed. If an older desk or server would misread the new ones, raise syncProtocol in ' +
    'sync.ts, so that desks take a new snapshot; a field more in a line is such a change, because each side hashes the ' +
    'lines as it knows them (RangeDigest). Then put the new hash here.';
  expect({ syncProtocol, hash }, advice).toEqual({ syncProtocol: 1, hash: '4975fd78dfc6838d' });
});

const bridge = {
  frames: [[ClientFrame, HostFrame], '64fb466739cd0237'],
  events: [bridgeEvents, 'e2d3ffc9bd2ddbde'],
  account: [accountCalls, 'aed35c69444531f8'],
  catalog: [catalogCalls, 'b9c96819caee9e4f'],
  desk: [deskCalls, '19767a34852e35d4'],
  holds: [holdsCalls, '2ecbdb0ad4eb8b9f'],
  loans: [loansCalls, '270fbec4641485e7'],
  members: [membersCalls, '392c97ab443ff639'],
  notices: [noticesCalls, '280f3b5092a6bf14'],
  outbox: [outboxCalls, '3bddf950ca0f4f77'],
  transfers: [transfersCalls, '56afbb6fe2fd21e8'],
  boxes: [boxesCalls, '7d294c01313496a2'],
  policies: [policiesCalls, '8acecacb504e9ef1'],
  stocktakes: [stocktakesCalls, 'dbdbcd1a06b38890'],
  wordings: [wordingsCalls, 'ddc2f3c629372d32'],
  settings: [settingsCalls, 'ae45e47fd120cafa'],
} as const;

it.each(Object.entries(bridge))(
  'the bridge schemas of %s are those that both sides were last looked at with',
  (subject, [schemas, known]) => {
    const advice =
      `The bridge schemas of ${subject} have changed. Window and core come in one package, but a window may still be ` +
      'open while its core is replaced: look at both sides, then put the new hash here.';
    expect(hashOf(schemas), advice).toBe(known);
  },
);

it('every call of the bridge belongs to a subject that is looked at here', () => {
  const { frames: _frames, events: _events, ...subjects } = bridge;
  const known = Object.values(subjects).flatMap(([calls]) => Object.keys(calls));
  expect(known.toSorted()).toEqual(Object.keys(bridgeCalls).toSorted());
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
