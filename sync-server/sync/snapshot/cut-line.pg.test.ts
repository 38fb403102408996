import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';
import { feedReader } from '../testing/feed-reader.ts';

// What happens to the line while a snapshot is on its way. The copies are enough to fill every buffer on the way.
const many = 40_000;

let server: TestServer;
let address: URL;
beforeAll(async () => {
  server = await buildTestServer({}, { silenceMs: 2000 });
  const { library, db, app } = server;
  const book = await library.aBook();
  // Without the search's and the feed's own work, which a snapshot does not look at.
  await db.owner.query('alter table copies disable trigger user');
  await db.owner.query(
    `insert into copies (tenant_id, id, book_id, barcode, home_branch_id, current_branch_id)
     select $1, gen_random_uuid(), $2, 'many' || n, $3, $3 from generate_series(1, ${many}) n`,
    [library.tenantId, book.id, library.branches.main.id],
  );
  await db.owner.query('alter table copies enable trigger user');
  address = new URL(`/api/v1/sync/branches/${library.branches.main.id}/snapshot`, await app.listen({ port: 0 }));
});
afterAll(() => server.close());

const headers = () => ({ authorization: `Desk ${server.library.deskKey}` });
const openTransactions = async () =>
  (
    await server.db.owner.query(
      `select 1 from pg_stat_activity where usename = 'carrel_app' and datname = current_database() and xact_start is not null`,
    )
  ).rows.length;
const soon = { timeout: 20_000, interval: 50 };

/** Takes the first hundred kilobytes of a snapshot and no more, until told to cut the line. */
function beginAndStall(): Promise<{ text: string; cut(): void }> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { headers: headers() }, (answer) => {
      let text = '';
      answer.on('data', (piece: Buffer) => {
        text += piece.toString();
        if (text.length < 100_000) return;
        answer.pause();
        resolve({ text, cut: () => asked.destroy() });
      });
      answer.on('error', () => {}); // the line is cut on purpose
    });
    asked.once('error', reject);
    asked.end();
  });
}

describe('a snapshot on its way', () => {
  it('holds no transaction open while the desk takes nothing: nobody else is held back', async () => {
    const stalled = await beginAndStall();
    await expect.poll(openTransactions, soon).toBe(0);
    const desk = feedReader(server, { deskKey: server.library.deskKey }, server.library.branches.main.id);
    const copy = await server.library.aCopy();
    const { head } = await desk.snapshot();
    await server.db.owner.query(`update copies set shelf = 'changed meanwhile' where id = $1`, [copy.id]);
    expect((await desk.changes(head.cursor)).copies).toMatchObject([{ id: copy.id }]);
    stalled.cut();
  });

  it('that is cut in the middle goes on behind its last whole line until the desk has everything', async () => {
    const stalled = await beginAndStall();
    stalled.cut();
    const lines = stalled.text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    const arrived = new Set<string>(lines.flatMap(({ copy }) => copy?.id ?? []));
    const { cursor } = lines[0];
    const after = `copy:${lines.at(-1).copy.id}`;
    const answer = await fetch(`${address}?cursor=${cursor}&after=${after}`, { headers: headers() });
    const rest = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const { copy } of rest) if (copy) arrived.add(copy.id);
    const { rows } = await server.db.owner.query('select id from copies');
    expect(arrived).toEqual(new Set(rows.map(({ id }) => id)));
    expect(rest.at(-1).counts.copies).toBe(rest.length - 2);
  });

  it('is given up when its desk takes nothing for long: the connection and what lies ready are for others', async () => {
    const connections = () =>
      new Promise<number>((resolve) => server.app.server.getConnections((_, count) => resolve(count)));
    const whenIdleOnesAreClosed = () => {
      server.app.server.closeIdleConnections();
      return connections();
    };
    await expect.poll(whenIdleOnesAreClosed, soon).toBe(0);
    await beginAndStall();
    expect(await connections()).toBe(1);
    await expect.poll(connections, soon).toBe(0);
  });

  it('does not keep the server from closing, whether its client is gone or only slow', async () => {
    const stalled = await beginAndStall();
    const stillStalled = await beginAndStall();
    stalled.cut();
    const began = performance.now();
    await server.app.close();
    expect(performance.now() - began).toBeLessThan(20_000);
    stillStalled.cut();
  });
});
