import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api } from '#shared/contract/api.ts';
import { createServerClient } from '../server/client.ts';
import { type Answer, AnsweringServer, hangUp, json, nothing, refusal } from '../testing/answering-server.ts';
import { TestClock } from '../testing/test-clock.ts';
import { Session } from './session.ts';

const minute = 60_000;
const ada = {
  id: '0199a8e0-0000-7000-8000-000000000001',
  role: 'librarian',
  name: 'Ada',
  number: 'L1',
  permissions: ['loans.checkout'],
};

let clock: TestClock;
let server: AnsweringServer;
let session: Session;
let tokensGiven: number;
let answers: Record<string, Answer>;

/** The next pair of tokens, good for 15 minutes. */
const newTokens: Answer = (...request) => {
  tokensGiven += 1;
  const tokens = { accessToken: `access-${tokensGiven}`, refreshToken: `refresh-${tokensGiven}`, expiresIn: 900 };
  json(200, { ...tokens, person: ada })(...request);
};
const asked = (path: string) => server.requests.filter((request) => request.path === path);
const lastAuthorization = () => asked('/auth/me').at(-1)?.headers.authorization;
const askMe = () => session.call(api.me, {});
const signIn = () => session.signIn('L1', { password: 'correct horse' });
/** Lets a real exchange over HTTP finish while the test's clock stands still. */
const until = async (condition: () => boolean) => {
  for (let n = 0; n < 4000 && !condition(); n++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
};

beforeEach(async () => {
  clock = new TestClock();
  tokensGiven = 0;
  answers = {
    '/auth/login': newTokens,
    '/auth/refresh': newTokens,
    '/auth/logout': nothing,
    '/auth/me': json(200, ada),
  };
  server = await new AnsweringServer((request, ...rest) => {
    answers[(request.url ?? '').replace('/api/v1', '')]?.(request, ...rest);
  }).start();
  session = new Session({
    client: createServerClient(server.url, clock),
    tenant: 'riverbend',
    clock,
    idleMs: 5 * minute,
    onChange: () => {},
  });
});
afterEach(() => {
  session.stop();
  server.stop();
});

/** Hands on the keys every minute. */
async function workFor(minutes: number): Promise<void> {
  for (let n = 0; n < minutes; n++) {
    session.touch();
    await clock.advance(minute);
  }
}

describe('signing in', () => {
  it('is for this library, and shows the person without any token', async () => {
    expect(await signIn()).toMatchObject({ kind: 'done' });
    expect(JSON.parse(asked('/auth/login')[0]?.body ?? '')).toEqual({
      tenant: 'riverbend',
      number: 'L1',
      password: 'correct horse',
    });
    expect(session.state()).toEqual({ kind: 'signed_in', person: ada });
    await askMe();
    expect(lastAuthorization()).toBe('Bearer access-1');
  });

  it('says what the server says of a wrong password, and nobody is signed in', async () => {
    answers['/auth/login'] = refusal('INVALID_CREDENTIALS');
    expect(await signIn()).toMatchObject({ kind: 'refused', problem: { code: 'INVALID_CREDENTIALS' } });
    expect(session.state()).toEqual({ kind: 'signed_out' });
    expect(await askMe()).toMatchObject({ kind: 'refused', problem: { code: 'NOT_SIGNED_IN' } });
    expect(asked('/auth/me')).toHaveLength(0);
  });

  it('is not for members', async () => {
    answers['/auth/login'] = json(200, {
      accessToken: 'a',
      refreshToken: 'r',
      expiresIn: 900,
      person: { ...ada, role: 'member' },
    });
    expect(await signIn()).toMatchObject({ kind: 'refused', problem: { code: 'FORBIDDEN' } });
    expect(session.state()).toEqual({ kind: 'signed_out' });
    await until(() => asked('/auth/logout').length === 1);
  });

  it('ends the session of whoever was signed in before', async () => {
    await signIn();
    await signIn();
    await until(() => asked('/auth/logout').length === 1);
    expect(asked('/auth/logout')[0]?.body).toContain('refresh-1');
  });
});

describe('the session of somebody who works', () => {
  beforeEach(signIn);

  it('is renewed unseen before it ends', async () => {
    await workFor(13);
    await until(() => tokensGiven === 2);
    // What the server has given may still be on its way.
    await expect.poll(() => askMe().then(lastAuthorization)).toBe('Bearer access-2');
    expect(asked('/auth/refresh')[0]?.body).toBe('{"refreshToken":"refresh-1"}');
  });

  it('asks for a lost renewal again under the same key, because a refresh token works once', async () => {
    answers['/auth/refresh'] = hangUp;
    await workFor(13);
    await until(() => asked('/auth/refresh').length >= 2);
    answers['/auth/refresh'] = newTokens;
    for (let n = 0; n < 20 && tokensGiven < 2; n++) {
      await workFor(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until(() => tokensGiven === 2);
    expect(new Set(asked('/auth/refresh').map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(session.state().kind).toBe('signed_in');
  });

  it('does not end because the line was down when it should have been renewed', async () => {
    server.stop();
    await workFor(20);
    expect(session.state().kind).toBe('signed_in');
    expect(await askMe()).toMatchObject({ kind: 'unreachable' });
  });

  it('is renewed when the server says that it is stale, and the call is made again', async () => {
    answers['/auth/me'] = (request, ...rest) => {
      const isFresh = request.headers.authorization === 'Bearer access-2';
      (isFresh ? json(200, ada) : refusal('SESSION_ENDED'))(request, ...rest);
    };
    expect(await askMe()).toMatchObject({ kind: 'done' });
  });

  it('makes no call again in the name of somebody else, who has signed in while the answer was on its way', async () => {
    let refuse = () => {};
    answers['/auth/me'] = (...request) => {
      refuse = () => refusal('SESSION_ENDED')(...request);
    };
    const asking = askMe();
    await until(() => asked('/auth/me').length === 1);
    session.signOut();
    const grace = { ...ada, id: '0199a8e0-0000-7000-8000-000000000002', name: 'Grace' };
    answers['/auth/login'] = json(200, { accessToken: 'g', refreshToken: 'g', expiresIn: 900, person: grace });
    await session.signIn('L2', { password: 'another one' });
    refuse();
    expect(await asking).toMatchObject({ kind: 'refused', problem: { code: 'NOT_SIGNED_IN' } });
    expect(asked('/auth/me')).toHaveLength(1);
    expect(session.state()).toMatchObject({ kind: 'signed_in', person: { name: 'Grace' } });
  });

  it('ends in words when the server has ended it', async () => {
    answers['/auth/me'] = refusal('SESSION_ENDED');
    answers['/auth/refresh'] = refusal('SESSION_ENDED');
    expect(await askMe()).toMatchObject({ kind: 'refused', problem: { code: 'SESSION_ENDED' } });
    expect(session.state()).toEqual({ kind: 'signed_out' });
  });

  it('renews once for many calls at once', async () => {
    clock.sleep(4 * minute);
    session.touch();
    await clock.advance(4 * minute);
    session.touch();
    clock.sleep(4 * minute);
    session.touch();
    clock.sleep(4 * minute);
    await Promise.all([askMe(), askMe(), askMe()]);
    expect(asked('/auth/refresh')).toHaveLength(1);
    expect(asked('/auth/me').every(({ headers }) => headers.authorization === 'Bearer access-2')).toBe(true);
  });
});

describe('a desk that was left', () => {
  beforeEach(signIn);

  it('locks after five minutes without a hand at it, and then nothing is done in anybody’s name', async () => {
    await workFor(3);
    await clock.advance(4 * minute - 1);
    expect(session.state().kind).toBe('signed_in');
    await clock.advance(1);
    expect(session.state()).toEqual({ kind: 'locked', person: ada });
    expect(await askMe()).toMatchObject({ problem: { detail: expect.stringContaining('locked') } });
    expect(asked('/auth/me')).toHaveLength(0);
  });

  it('is not kept awake by calls that nobody made by hand', async () => {
    for (let n = 0; n < 5; n++) {
      await askMe();
      await clock.advance(minute);
    }
    expect(session.state().kind).toBe('locked');
  });

  it('is locked when the computer wakes from sleep, before anything else is done', async () => {
    clock.sleep(60 * minute);
    expect(await askMe()).toMatchObject({ kind: 'refused' });
    expect(session.state().kind).toBe('locked');
  });

  it('locks rather than wakes when the first touch comes after a long sleep', () => {
    clock.sleep(60 * minute);
    session.touch();
    expect(session.state().kind).toBe('locked');
  });

  it.each([-60, 60])(
    'locks when it should though the computer’s clock is set by %i minutes meanwhile',
    async (byMinutes) => {
      clock.set(byMinutes * minute);
      await clock.advance(5 * minute - 1);
      session.touch();
      expect(session.state().kind).toBe('signed_in');
      clock.set(byMinutes * minute);
      await clock.advance(5 * minute);
      expect(session.state().kind).toBe('locked');
    },
  );

  it('opens with the password of whoever locked it', async () => {
    await clock.advance(5 * minute);
    answers['/auth/login'] = refusal('INVALID_CREDENTIALS');
    expect(await session.unlock({ password: 'wrong' })).toMatchObject({ kind: 'refused' });
    expect(session.state().kind).toBe('locked');
    answers['/auth/login'] = newTokens;
    expect(await session.unlock({ password: 'correct horse' })).toMatchObject({ kind: 'done' });
    expect(JSON.parse(asked('/auth/login').at(-1)?.body ?? '')).toMatchObject({ number: 'L1' });
    expect(session.state().kind).toBe('signed_in');
  });

  it('opens without a line to the password that it was locked with, and to no other', async () => {
    await clock.advance(5 * minute);
    server.stop();
    expect(await session.unlock({ password: 'wrong' })).toMatchObject({ problem: { code: 'INVALID_CREDENTIALS' } });
    expect(session.state().kind).toBe('locked');
    expect(await session.unlock({ password: 'correct horse' })).toMatchObject({ kind: 'done' });
    expect(session.state()).toEqual({ kind: 'signed_in', person: ada });
    await server.start();
    await until(() => session.state().kind === 'signed_in');
    expect(await askMe()).toMatchObject({ kind: 'done' });
  });

  it('lets only the server say after a few wrong tries without a line', async () => {
    await clock.advance(5 * minute);
    server.stop();
    for (let n = 0; n < 5; n++) await session.unlock({ password: `wrong ${n}` });
    expect(await session.unlock({ password: 'correct horse' })).toMatchObject({ kind: 'unreachable' });
    expect(session.state().kind).toBe('locked');
  });

  it('keeps the renewal that came in while it locked, for the unlocking', async () => {
    answers['/auth/refresh'] = (...request) => void setTimeout(() => newTokens(...request), 100);
    await workFor(12);
    await until(() => asked('/auth/refresh').length === 1);
    await clock.advance(5 * minute);
    expect(session.state().kind).toBe('locked');
    await until(() => tokensGiven === 2);
    // Both ends are in this process: in so many turns the answer is there, however long one of them takes.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
    session.signOut();
    await until(() => asked('/auth/logout').length === 1);
    expect(asked('/auth/logout')[0]?.body).toContain('refresh-2');
  });

  it('can be signed out while it is locked', async () => {
    await clock.advance(5 * minute);
    session.signOut();
    expect(session.state()).toEqual({ kind: 'signed_out' });
  });

  it('does not come back to life through a renewal that was under way', async () => {
    answers['/auth/refresh'] = (...request) => void setTimeout(() => newTokens(...request), 100);
    await workFor(13);
    await until(() => asked('/auth/refresh').length === 1);
    session.signOut();
    await until(() => asked('/auth/logout').length === 2);
    expect(session.state()).toEqual({ kind: 'signed_out' });
  });
});
