import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '#shared/contract/notices.ts';
import { json, refusal } from '../testing/answering-server.ts';
import { enrolledWindow, login } from '../testing/enrolled-window.ts';
import { LibraryServer } from '../testing/library-server.ts';
import type { TestWindow } from '../testing/test-window.ts';

let library: LibraryServer;
let window: TestWindow;
const key = { kind: 'hold_ready', language: 'en' } as const;
const wording = { subject: 'Come!', text: 'It is here.', html: '<p>It is here.</p>', sms: 'Come!' };
const path = '/notice-wordings/hold_ready/en';

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

describe('the wordings of notices', () => {
  it('are read, shown as they would be read, replaced and taken back at the server', async () => {
    const inForce = { ...key, own: true, wording };
    library.answers['GET /notice-wordings'] = json(200, { wordings: [inForce] });
    library.answers[`POST ${path}/previews`] = json(200, wording);
    library.answers[`PUT ${path}`] = json(200, inForce);
    library.answers[`DELETE ${path}`] = json(204, undefined);
    expect(await window.call('wordings.list', {})).toEqual({ kind: 'done', answer: { wordings: [inForce] } });
    expect(await window.call('wordings.preview', { ...key, wording })).toEqual({ kind: 'done', answer: wording });
    expect(await window.call('wordings.replace', { ...key, wording })).toEqual({ kind: 'done', answer: inForce });
    expect(await window.call('wordings.reset', key)).toEqual({ kind: 'done', answer: {} });
  });

  it('come back as a refusal that says which part cannot be filled in', async () => {
    library.answers[`PUT ${path}`] = refusal('VALIDATION_FAILED');
    const outcome = await window.call('wordings.replace', { ...key, wording });
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'VALIDATION_FAILED' } });
  });
});

describe('when the library reminds', () => {
  it('is not changed while the line is down, now or later', async () => {
    library.server.stop();
    await window.until((state) => state.connection.kind === 'offline');
    expect(await window.call('notices.changeSettings', defaultSettings)).toMatchObject({ kind: 'offline' });
    expect((await window.call('outbox.list', { offset: 0, limit: 10 })).total).toBe(0);
  });
});
