import { expect, test } from 'vitest';
import { readOutboxReport, writeOutboxReport } from './outbox-report.ts';

test.each([
  { queued: 3, since: '2026-11-22T09:30:00.000Z' },
  { queued: 0, since: null },
])('what a desk writes, the server reads: %o', (report) => {
  expect(readOutboxReport(writeOutboxReport(report))).toEqual(report);
});

test.each([undefined, '', 'many', '3', '3 yesterday', '-1 2026-11-22T09:30:00.000Z', ['0']])(
  'nothing is read from %o',
  (header) => {
    expect(readOutboxReport(header)).toBeNull();
  },
);
