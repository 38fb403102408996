import { expect, it } from 'vitest';
import { copyBarcode } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';

it('reads the list once for many answers that come shortly after one another', async () => {
  const { desk, host, clock, scan, settle } = await startTestDesk();
  desk.open('returns');
  host.goOffline();
  await scan(copyBarcode(1));
  const [row] = host.library.outbox;
  if (!row) throw new Error('The test host did not queue.');
  await desk.tasks.attention.read();
  const lists = () => host.heard.filter(({ call }) => call === 'outbox.list').length;
  expect(lists()).toBe(1);
  host.goLive();
  row.state = 'needs_attention';
  for (let answers = 0; answers < 40; answers += 1) host.emit('outboxChanged', { row });
  await settle();
  expect(lists()).toBe(1);
  clock.pass(1000);
  await settle();
  expect(lists()).toBe(2);
  expect(desk.tasks.attention.rows.rowAt(0)).toMatchObject({ state: 'needs_attention' });
  host.emit('outboxChanged', { row });
  clock.pass(1000);
  await settle();
  expect(lists()).toBe(3);
});
