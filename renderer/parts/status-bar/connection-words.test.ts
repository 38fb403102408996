import { expect, it } from 'vitest';
import type { Connection } from '#shared/contract/desk.ts';
import { createFormat } from '../../text/format.ts';
import { connectionWords } from './connection-words.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const at = (time: string) => `2026-11-22T${time}:00.000Z`;

it.each<[Connection, string]>([
  [{ kind: 'live', since: at('09:00') }, 'Live'],
  [{ kind: 'offline', since: at('10:42'), lastCaughtUpAt: null }, 'Offline since 10:42'],
  [{ kind: 'behind', since: at('11:00'), lastCaughtUpAt: at('11:56') }, 'Behind by 4 minutes'],
  [{ kind: 'behind', since: at('11:00'), lastCaughtUpAt: at('09:30') }, 'Behind by 2 hours'],
  [{ kind: 'behind', since: at('11:00'), lastCaughtUpAt: at('12:00') }, 'Behind by less than a minute'],
  [{ kind: 'behind', since: at('11:00'), lastCaughtUpAt: null }, 'Catching up'],
])('says %o', (connection, words) => {
  expect(connectionWords(connection, createFormat('en-GB', 'UTC'), now)).toBe(words);
});
