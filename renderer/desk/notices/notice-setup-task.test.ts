import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#shared/contract/notices.ts';
import { become } from '../../testing/situations.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { wordingErrorsOf } from './wording-errors.ts';

async function atSetup() {
  const started = await startTestDesk();
  become(started.host, 'admin');
  await started.settle();
  const { noticeSetup } = started.desk.tasks;
  await noticeSetup.load();
  return { ...started, noticeSetup, state: () => noticeSetup.store.getState() };
}
const wording = { subject: 'Come!', text: 'Dear {{member}}', html: '<p>Dear {{member}}</p>', sms: 'Come!' };

describe('when and how members are told', () => {
  it('is read, changed, and shown as the server has it then', async () => {
    const { noticeSetup, state } = await atSetup();
    expect(state().settings).toEqual(defaultSettings);
    expect(await noticeSetup.saveSettings({ ...defaultSettings, dueSoonDays: null })).toMatchObject({ kind: 'done' });
    expect(state().settings?.dueSoonDays).toBeNull();
  });

  it('is said in the library’s own words, in any language, until they are taken back', async () => {
    const { noticeSetup, state } = await atSetup();
    const key = { kind: 'hold_ready', language: 'fr' } as const;
    const inFrench = () => state().wordings.filter(({ language }) => language === 'fr');
    await noticeSetup.replace({ ...key, wording });
    expect(inFrench()).toEqual([{ ...key, own: true, wording }]);
    await noticeSetup.reset(key);
    expect(inFrench()).toEqual([]);
  });

  it('says beside its field what a wording cannot name', async () => {
    const { noticeSetup } = await atSetup();
    const wrong = { kind: 'hold_ready', language: 'en', wording: { ...wording, sms: 'Dear {{naem}}' } } as const;
    const outcome = await noticeSetup.preview(wrong);
    expect(wordingErrorsOf(outcome)).toEqual({ sms: '{{naem}} is not known here' });
    expect(wordingErrorsOf(await noticeSetup.preview({ ...wrong, wording }))).toEqual({});
  });

  it('is not shown while the line is down, and it is said why', async () => {
    const { noticeSetup, host, state } = await atSetup();
    host.goOffline();
    await noticeSetup.load();
    expect(state()).toMatchObject({ phase: 'failed', sentence: expect.stringMatching(/line/) });
  });

  it('leaves nothing for whoever signs in next', async () => {
    const { host, settle, state } = await atSetup();
    host.change({ session: { kind: 'signed_out' } });
    await settle();
    expect(state()).toMatchObject({ phase: 'idle', settings: null, wordings: [] });
  });
});
