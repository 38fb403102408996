import { describe, expect, it } from 'vitest';
import { become } from '../../testing/situations.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { courseOf, nameOf } from './notice-words.ts';

async function atNotices() {
  const started = await startTestDesk();
  become(started.host, 'admin');
  await started.settle();
  started.desk.open('library');
  const { notices } = started.desk.tasks;
  await notices.show('failed');
  return { ...started, notices, shown: () => notices.rows.store.getState().pages.get(0) ?? [] };
}

describe('notices that failed', () => {
  it('are named by what they were about, and say how often they were tried', async () => {
    const { shown, desk } = await atNotices();
    expect(shown().map(nameOf)).toEqual(['Hold ready', 'Reminder: due soon; overdue']);
    const [, reminder] = shown();
    expect(reminder && courseOf(reminder, desk.format())).toMatch(/^Failed · by e-mail · 16 attempts · at Sun/);
  });

  it('are sent again, one or all of those shown, and then stand among those that wait', async () => {
    const { notices, shown, host } = await atNotices();
    const [first] = shown();
    await notices.retry([first?.id ?? '']);
    expect(shown()).toHaveLength(1);
    await notices.retry(notices.firstPage());
    expect(shown()).toEqual([]);
    expect(host.heard.filter(({ call }) => call === 'notices.retry')).toHaveLength(2);
    await notices.show('queued');
    expect(shown()).toHaveLength(2);
  });

  it('are opened to be read', async () => {
    const { notices, shown } = await atNotices();
    await notices.read(shown()[0]?.id ?? '');
    expect(notices.store.getState().open?.body).toContain('is waiting for you');
    notices.close();
    expect(notices.store.getState().open).toBeNull();
  });

  it('leave the one open that was opened while another was sent again', async () => {
    const { notices, shown, host } = await atNotices();
    const [first, second] = shown();
    const answer = host.calls['notices.retry'];
    host.calls['notices.retry'] = async (input) => {
      await notices.read(second?.id ?? '');
      return answer(input);
    };
    await notices.retry([first?.id ?? '']);
    expect(notices.store.getState().open?.id).toBe(second?.id);
  });

  it('are not shown while the line is down, and it is said why', async () => {
    const { notices, host } = await atNotices();
    host.goOffline();
    await notices.show('failed');
    expect(notices.rows.store.getState()).toMatchObject({ phase: 'failed', sentence: expect.stringMatching(/.+[.]$/) });
  });

  it('leave nothing on the screen for whoever comes next', async () => {
    const { notices, shown } = await atNotices();
    await notices.read(shown()[0]?.id ?? '');
    notices.clear();
    expect(shown()).toEqual([]);
    expect(notices.store.getState().open).toBeNull();
  });
});
