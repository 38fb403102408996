import { expect, it } from 'vitest';
import { judgeAudit } from './judge-audit.ts';

const advisory = { title: 'Prototype pollution', url: 'https://github.com/advisories/GHSA-1', severity: 'high' };
const report = (severity: string, via: unknown[] = [advisory]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: { leftish: { name: 'leftish', severity, range: '<1.2.3', via, effects: [], fixAvailable: true } },
    metadata: { vulnerabilities: { total: 1 } },
  });

it('finds nothing in a report without advisories', () => {
  expect(judgeAudit('{"auditReportVersion":2,"vulnerabilities":{},"metadata":{}}')).toEqual({ kind: 'clean' });
});

it.each(['high', 'critical'])('names a package with a %s advisory, and where to read of it', (severity) => {
  expect(judgeAudit(report(severity))).toEqual({
    kind: 'found',
    advisories: [`leftish <1.2.3 (${severity}): Prototype pollution, https://github.com/advisories/GHSA-1`],
  });
});

it('names a package that only depends on such a one', () => {
  const verdict = judgeAudit(report('high', ['minimist']));
  expect(verdict).toMatchObject({ advisories: ['leftish <1.2.3 (high): through minimist'] });
});

it.each(['info', 'low', 'moderate'])('does not stop anybody for a %s one', (severity) => {
  expect(judgeAudit(report(severity))).toEqual({ kind: 'clean' });
});

it.each([
  ['405 Method Not Allowed - POST https://registry.example/advisories/bulk', 'a registry that has no advisories'],
  ['request to https://registry.example failed, reason: getaddrinfo EAI_AGAIN', 'no network'],
])('is skipped, and says why: %s', (message) => {
  expect(judgeAudit(JSON.stringify({ message, error: { summary: '' } }))).toEqual({ kind: 'skipped', reason: message });
});

it.each(['', 'npm error', '[]', '{"auditReportVersion":3}'])(
  'is skipped where npm says nothing of use: %s',
  (printed) => {
    expect(judgeAudit(printed)).toEqual({ kind: 'skipped', reason: 'npm said nothing.' });
  },
);
