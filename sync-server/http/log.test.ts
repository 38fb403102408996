import { expect, test } from 'vitest';
import { logOptions } from './log.ts';

const { err } = logOptions('info').serializers;
const failed = (code: string, message: string) => Object.assign(new Error(message), { code });

test('keeps a value out of the log that Postgres quotes in its message', () => {
  const logged = err(failed('22P02', 'invalid input syntax for type date: "Ann\n    at Onymous"'));
  expect(JSON.stringify(logged)).not.toMatch(/Ann|Onymous/);
  expect(logged).toMatchObject({ code: '22P02', message: 'A value does not fit its column.' });
  expect(logged.stack).toContain('log.test.ts');
});

test('logs other failures in their own words', () => {
  expect(err(failed('57P01', 'terminating connection'))).toMatchObject({
    code: '57P01',
    message: 'terminating connection',
    stack: expect.stringContaining('terminating connection'),
  });
});
