import { z } from 'zod';

/** What `npm audit` came to. */
export type Verdict =
  | { kind: 'clean' }
  | { kind: 'found'; advisories: string[] }
  /** Nobody was there to ask, which is no finding. */
  | { kind: 'skipped'; reason: string };

const Advisory = z.object({ title: z.string(), url: z.string(), severity: z.string() });
/** npm's report, version 2 (docs.npmjs.com/auditing-package-dependencies-for-security-vulnerabilities). */
const Report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      name: z.string(),
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), Advisory])),
    }),
  ),
});
const Failure = z.object({ message: z.string() });

const grave = new Set(['high', 'critical']);

/** Reads what `npm audit --json` printed. Grave findings only: the rest is for whoever updates packages next. */
export function judgeAudit(printed: string): Verdict {
  const report = Report.safeParse(jsonIn(printed)).data;
  if (!report)
    return { kind: 'skipped', reason: Failure.safeParse(jsonIn(printed)).data?.message ?? 'npm said nothing.' };
  const found = Object.values(report.vulnerabilities).filter(({ severity }) => grave.has(severity));
  if (found.length === 0) return { kind: 'clean' };
  return { kind: 'found', advisories: found.map(inWords) };
}

type Found = z.infer<typeof Report>['vulnerabilities'][string];

function inWords({ name, severity, range, via }: Found): string {
  const causes = via.map((cause) => (typeof cause === 'string' ? `through ${cause}` : `${cause.title}, ${cause.url}`));
  return `${name} ${range} (${severity}): ${causes.join('; ')}`;
}

function jsonIn(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return null;
  }
}
