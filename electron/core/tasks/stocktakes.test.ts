import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Discrepancy } from '#shared/contract/stocktake.ts';
import type { Answer } from '../testing/answering-server.ts';
import { enrolledWindow, login } from '../testing/enrolled-window.ts';
import { LibraryServer } from '../testing/library-server.ts';
import type { TestWindow } from '../testing/test-window.ts';

let library: LibraryServer;
let window: TestWindow;

beforeEach(async () => {
  library = new LibraryServer();
  await library.server.start();
  window = await enrolledWindow(library);
  await window.call('session.signIn', login);
});
afterEach(async () => {
  library.server.stop();
  await window.discard();
});

const id = '0199a8e0-0000-7000-8000-0000000000f1';
const missing = (barcode: string): Discrepancy => ({
  barcode,
  kind: 'missing',
  proposed: 'mark_missing',
  actions: ['mark_missing', 'ignore'],
  shelfKey: '',
  seen: null,
  loan: null,
});
const lines = [{ discrepancy: missing('A1') }, { discrepancy: missing('A2') }, { end: true, count: 2 }].map(
  (line) => `${JSON.stringify(line)}\n`,
);

it('reads the differences of a count whole, though the line broke in the middle of them', async () => {
  let asked = 0;
  const inTwoTries: Answer = (_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    if (asked > 1) response.end(lines.join(''));
    else response.write(lines[0], () => setTimeout(() => response.destroy(), 50));
  };
  library.answers[`GET /stocktakes/${id}`] = inTwoTries;
  const outcome = await window.call('stocktakes.discrepancies', { id, offset: 0 });
  expect(asked).toBe(2);
  expect(outcome).toMatchObject({ kind: 'done', answer: { data: [{ barcode: 'A1' }, { barcode: 'A2' }] } });
});
