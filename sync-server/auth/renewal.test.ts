import { describe, expect, it } from 'vitest';
import { hashOf } from './key-text.ts';
import { judgeRefreshToken } from './renewal.ts';

const now = new Date('2026-03-10T10:00:00Z');
const family = { generation: 3, token_hash: hashOf('third'), expires_at: '2026-03-20T00:00:00Z', ended_at: null };

describe('what a refresh token is worth', () => {
  it.each([
    ['the present one: the next', {}, { generation: 3, hash: hashOf('third') }, 'good'],
    ['a spent one: the end of the family', {}, { generation: 2, hash: hashOf('second') }, 'spent'],
    ['one that was made up: nothing', {}, { generation: 3, hash: hashOf('guess') }, 'worthless'],
    ['one from the future: nothing', {}, { generation: 4, hash: hashOf('third') }, 'worthless'],
    [
      'one of a family that has ended: nothing',
      { ended_at: '2026-03-09T00:00:00Z' },
      { generation: 2, hash: hashOf('second') },
      'worthless',
    ],
    [
      'one whose time is over: nothing',
      { expires_at: '2026-03-10T10:00:00Z' },
      { generation: 3, hash: hashOf('third') },
      'worthless',
    ],
  ])('%s', (_, change, token, worth) => {
    expect(judgeRefreshToken({ ...family, ...change }, token, now)).toBe(worth);
  });
});
