import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, type OperationName } from '#shared/contract/api.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import { accessTo, type Principal } from '#shared/rules/permissions.ts';
import { buildTestServer, type Caller, operatorKey, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

type Someone = { who: string; caller: () => Caller; principal: Pick<Principal, 'kind' | 'role'> | undefined };
const token = (role: 'admin' | 'manager' | 'librarian' | 'member') => () => ({ token: server.library.tokens[role] });

const everybody: Someone[] = [
  { who: 'nobody', caller: () => undefined, principal: undefined },
  { who: 'a member', caller: token('member'), principal: { kind: 'member', role: 'member' } },
  { who: 'a librarian', caller: token('librarian'), principal: { kind: 'staff', role: 'librarian' } },
  { who: 'a manager', caller: token('manager'), principal: { kind: 'staff', role: 'manager' } },
  { who: 'an admin', caller: token('admin'), principal: { kind: 'staff', role: 'admin' } },
  { who: 'a desk', caller: () => ({ deskKey: server.library.deskKey }), principal: { kind: 'desk', role: null } },
  {
    who: 'an API key',
    caller: () => ({ apiKey: server.library.apiKey }),
    principal: { kind: 'api_key', role: 'librarian' },
  },
  { who: 'the operator', caller: () => ({ apiKey: operatorKey }), principal: { kind: 'operator', role: null } },
];

const rows = Object.entries(api) as [OperationName, RouteShape][];
const cells = rows.flatMap(([name, row]) => everybody.map((someone) => ({ name, row, ...someone })));

/** Own things where the right reaches only that far, else an id that nothing has. */
function pathFor(row: RouteShape, access: string): string {
  const nothing = '0190a0a0-0000-7000-8000-000000000000';
  const { main } = server.library.branches;
  const own = row.path.includes('/branches/') ? main.id : access === 'self' ? server.library.member.id : nothing;
  const path = row.path.replace(/\{\w+\}/, own);
  return row.path.endsWith('/suggest') ? `${path}?q=a` : path;
}

describe.each(cells)('$name', ({ name, row, who, caller, principal }) => {
  const whole = principal && { id: null, tenantId: null, branchIds: [], ...principal };
  const access = accessTo(row.who, whole);
  // An allowed listener of the event stream would listen for ever; the sync module's tests do.
  const wouldListen = name === 'events' && access !== 'none';

  it.skipIf(wouldListen)(access === 'none' ? `refuses ${who}` : `lets ${who} in`, async () => {
    const body = row.method === 'GET' || row.body === 'stream' ? undefined : {};
    const { status, body: answer } = await server.call(caller(), row.method, pathFor(row, access), body);
    const refused = status === 401 ? 'NOT_SIGNED_IN' : status === 403 ? 'FORBIDDEN' : 'not refused';
    const expected = access !== 'none' ? 'not refused' : principal ? 'FORBIDDEN' : 'NOT_SIGNED_IN';
    expect({ refused, code: refused === 'not refused' ? refused : answer.code }).toEqual({
      refused: expected,
      code: expected,
    });
    expect(status).not.toBe(500);
  });
});

// The table of rights is one thing, which right a row asks for another: a desk's key lies on a machine that nobody
// may be sitting at.
it('a desk without a person is told nothing of who has what', async () => {
  expect(await server.call({ deskKey: server.library.deskKey }, 'GET', '/loans')).toMatchObject({ status: 403 });
});
