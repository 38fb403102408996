import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/contract/desk.ts';
import { judgeLine, Line, type LineFacts } from './line.ts';
import { usualTimings } from './timings.ts';

const at = (seconds: number) => Date.parse('2026-11-22T09:00:00.000Z') + seconds * 1000;
const facts = (given: Partial<LineFacts>): LineFacts => ({
  waitedSince: at(0),
  heardAt: at(10),
  refused: false,
  behindFrom: null,
  heldBackSince: null,
  lastCaughtUpAt: at(10),
  ...given,
});

describe('the word for the line', () => {
  const cases: [string, Partial<LineFacts>, number, Connection['kind']][] = [
    ['right after the start', { heardAt: null, behindFrom: at(0) }, 1, 'behind'],
    ['when nothing was ever heard', { heardAt: null, behindFrom: at(0) }, 4.5, 'offline'],
    ['when a heartbeat came just now', {}, 10, 'live'],
    ['after one heartbeat was missed', {}, 13.9, 'live'],
    ['after two heartbeats were missed', {}, 14.5, 'offline'],
    ['when the connection was refused', { refused: true }, 10.1, 'offline'],
    ['when it was told of a change a moment ago', { behindFrom: at(11.5) }, 11, 'live'],
    ['when it still has not fetched that change', { behindFrom: at(11.5) }, 11.5, 'behind'],
    ['while the server is kept from telling what changed', { heldBackSince: at(3) }, 11, 'behind'],
    ['when it was, before it fell silent', { heldBackSince: at(3) }, 15, 'offline'],
    ['when the clock was put back', {}, -3600, 'live'],
  ];
  it.each(cases)('%s', (_, given, seconds, word) => {
    expect(judgeLine(facts(given), at(seconds), usualTimings.silenceMs)).toBe(word);
  });
});

describe('the line', () => {
  const aLine = () => {
    let now = at(0);
    const said: Connection[] = [];
    const line = new Line(
      { now: () => new Date(now), timings: usualTimings, lastCaughtUpAt: new Date(at(-3600)) },
      (connection) => said.push(connection),
    );
    const later = (seconds: number, does: () => void) => {
      now += seconds * 1000;
      does();
      line.review();
    };
    return { line, said, later };
  };

  it('says since when, and up to when the cache was right', () => {
    const { line, said, later } = aLine();
    line.review();
    later(1, () => line.heard());
    later(1, () => line.caughtUp());
    later(2, () => line.heard());
    later(4.5, () => {});
    expect(said).toEqual([
      { kind: 'behind', since: '2026-11-22T09:00:00.000Z', lastCaughtUpAt: '2026-11-22T08:00:00.000Z' },
      { kind: 'live', since: '2026-11-22T09:00:02.000Z' },
      { kind: 'offline', since: '2026-11-22T09:00:08.500Z', lastCaughtUpAt: '2026-11-22T09:00:04.000Z' },
    ]);
  });

  it('is behind when the line is back, until the cache has caught up', () => {
    const { line, said, later } = aLine();
    later(1, () => line.heard());
    later(0, () => line.caughtUp());
    later(1, () => line.refused());
    later(60, () => line.heard());
    later(1, () => line.caughtUp());
    expect(said.map(({ kind }) => kind)).toEqual(['behind', 'live', 'offline', 'behind', 'live']);
  });

  it('is behind while the server is kept from telling what changed, and says since when', () => {
    const { line, said, later } = aLine();
    later(1, () => line.heard());
    later(0, () => line.caughtUp());
    const heartbeat = (lag: number) => () => {
      line.heard();
      line.lags(lag);
    };
    later(2, heartbeat(4));
    later(2, heartbeat(6));
    later(1, () => line.caughtUp());
    later(1, heartbeat(0));
    later(4.5, () => {});
    expect(said).toEqual([
      expect.objectContaining({ kind: 'behind' }),
      { kind: 'live', since: '2026-11-22T09:00:01.000Z' },
      { kind: 'behind', since: '2026-11-22T09:00:05.000Z', lastCaughtUpAt: '2026-11-22T08:59:59.000Z' },
      { kind: 'live', since: '2026-11-22T09:00:07.000Z' },
      { kind: 'offline', since: '2026-11-22T09:00:11.500Z', lastCaughtUpAt: '2026-11-22T08:59:59.000Z' },
    ]);
  });

  it('does not flicker while a change is fetched', () => {
    const { line, said, later } = aLine();
    later(1, () => line.heard());
    later(0, () => line.caughtUp());
    later(1, () => line.owes(1500));
    later(1, () => line.caughtUp());
    expect(said.map(({ kind }) => kind)).toEqual(['behind', 'live']);
  });

  it('notices silence also after somebody put the clock back', () => {
    const { line, said, later } = aLine();
    later(1, () => line.heard());
    later(0, () => line.caughtUp());
    later(-3600, () => {});
    later(4.5, () => {});
    expect(said.map(({ kind }) => kind)).toEqual(['behind', 'live', 'offline']);
  });

  it('tells the same word once', () => {
    const { line, said, later } = aLine();
    for (let n = 0; n < 5; n++) later(6, () => line.refused());
    expect(said).toHaveLength(1);
  });
});
