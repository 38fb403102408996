import { describe, expect, it } from 'vitest';
import { syncProtocol } from '#shared/contract/sync.ts';
import { feedStart, type Position, readCursor, refuseOtherFeed, writeCursor } from './cursor.ts';

const epoch = '0123456789abcdef01234567';
const position: Position = {
  stamp: '18446744073709551615',
  entity: 'copy',
  id: '01990000-0000-7000-8000-000000000001',
};
const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const refused = (code: string) => expect.objectContaining({ code });

describe('a cursor', () => {
  it('comes back as it went out, up to the largest stamp, and fits into a query', () => {
    const text = writeCursor(epoch, position);
    expect(readCursor(text)).toEqual({ epoch, position });
    expect(text.length).toBeLessThanOrEqual(200);
    expect(readCursor(writeCursor(epoch, feedStart)).position).toEqual(feedStart);
  });

  it.each([
    ['nothing', ''],
    ['no base64url', 'a b'],
    ['no JSON', 'abcd'],
    ['cut in the middle', writeCursor(epoch, position).slice(0, -7)],
    ['another list', packed([])],
    ['an object', packed({ protocol: syncProtocol })],
    ['a stamp past the largest', packed([syncProtocol, epoch, '18446744073709551616', 'copy', position.id])],
    ['a stamp below zero', packed([syncProtocol, epoch, '-1', 'copy', position.id])],
    ['an unknown entity', packed([syncProtocol, epoch, '1', 'member', position.id])],
    ['an id that is none', packed([syncProtocol, epoch, '1', 'copy', 'x'])],
  ])('is refused when it is %s', (_what, text) => {
    expect(() => readCursor(text)).toThrow(refused('BAD_CURSOR'));
  });

  it('of another protocol is expired, whatever else is in it', () => {
    expect(() => readCursor(packed([syncProtocol + 1, { anything: true }]))).toThrow(refused('CURSOR_EXPIRED'));
  });

  it('holds in the feed that it was made for, and in no other', () => {
    const cursor = { epoch, position: { ...position, stamp: '99' } };
    expect(() => refuseOtherFeed(cursor, { epoch, bound: '100' })).not.toThrow();
    expect(() => refuseOtherFeed(cursor, { epoch: 'another', bound: '100' })).toThrow(refused('CURSOR_EXPIRED'));
  });

  it('from ahead of the bound is expired: no such place was ever handed out', () => {
    const cursor = { epoch, position: { ...position, stamp: '100' } };
    expect(() => refuseOtherFeed(cursor, { epoch, bound: '100' })).toThrow(refused('CURSOR_EXPIRED'));
  });
});
