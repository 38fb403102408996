import { expect, test } from 'vitest';
import { sentences } from '../sentences.ts';
import { deskProblem } from '../server/answered.ts';
import { troubleOfAnswer } from './feed-trouble.ts';

const expired = (reason: string) =>
  troubleOfAnswer({
    kind: 'refused',
    problem: { ...deskProblem('CURSOR_EXPIRED', 410, 'Too old.'), facts: { reason } },
    retryAfterMs: null,
  });

test('a database that was restored means a new snapshot', () => {
  expect(expired('epoch')).toMatchObject({ code: 'START_OVER', message: sentences.loadNewEpoch });
});

test('a server of another version means none: beside it there may be one of ours, which knows our place', () => {
  expect(expired('protocol')).toMatchObject({ code: 'REFUSED', message: sentences.feedOtherVersion });
});
