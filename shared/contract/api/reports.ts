import { z } from 'zod';
import { Barcode, Id, Instant, Limit, LocalDate, Money, pageOf } from '../primitives.ts';
import { BookLabel } from '../records.ts';
import { route } from '../route.ts';
import { ItemType, MemberCategory } from '../vocabulary.ts';

/** The days that a report looks at, as the branches' own calendars count them; the last thirty if none are named. */
const Period = z.object({ from: LocalDate.optional(), to: LocalDate.optional(), branchId: Id.optional() });
const Rows = z.object({ limit: Limit, offset: z.coerce.number().int().min(0).max(100_000).default(0) });

const period = { from: LocalDate, to: LocalDate };

export const Dashboard = z.object({
  ...period,
  checkouts: z.int(),
  returns: z.int(),
  renewals: z.int().meta({ description: 'Of the loans that were made in these days' }),
  newMembers: z.int(),
  finesCharged: Money,
  paid: Money,
  waived: Money,
  now: z.object({
    openLoans: z.int(),
    overdue: z.int(),
    holdsWaiting: z.int(),
    holdsReady: z.int(),
    underWay: z.int().meta({ description: 'Copies on their way between branches' }),
  }),
  days: z.array(z.object({ date: LocalDate, checkouts: z.int(), returns: z.int() })),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const OverdueRow = z.object({
  loanId: Id,
  barcode: Barcode,
  title: z.string(),
  branchId: Id,
  branchCode: z.string(),
  memberId: Id.nullable(),
  memberNumber: z.string().nullable(),
  checkedOutAt: Instant,
  dueAt: Instant,
  daysOverdue: z.int().meta({ description: 'Calendar days; the fine counts open days only' }),
});

export const PopularRow = z.object({ book: BookLabel, checkouts: z.int() });

export const UtilisationRow = z.object({
  branchId: Id,
  branchCode: z.string(),
  itemType: ItemType,
  copies: z.int().meta({ description: 'Owned by the branch, without those withdrawn' }),
  onLoan: z.int(),
  checkouts: z.int().meta({ description: 'Of these copies in the period' }),
  turnover: z.number().meta({ description: 'Checkouts for each copy in the period' }),
});

export const WantedRow = z.object({
  book: BookLabel,
  waiting: z.int(),
  ready: z.int(),
  copies: z.int().meta({ description: 'That may still be lent: neither withdrawn, lost nor missing' }),
  oldestPlacedAt: Instant,
});

export const MembersRow = z.object({
  category: MemberCategory,
  members: z.int(),
  joined: z.int().meta({ description: 'In the period' }),
  borrowed: z.int().meta({ description: 'Members who borrowed something in the period' }),
});

const report = <const Name extends string, Row extends z.ZodType>(name: Name, summary: string, row: Row) =>
  route({
    method: 'GET',
    path: `/reports/${name}`,
    tag: 'reports',
    who: 'reports.read',
    summary,
    query: z.object({ ...Period.shape, ...Rows.shape }),
    out: pageOf(row).extend(period),
    csv: true,
    refusals: ['BRANCH_NOT_FOUND'],
  });

export const reportsApi = {
  dashboard: route({
    method: 'GET',
    path: '/reports/dashboard',
    tag: 'reports',
    who: 'reports.read',
    summary: 'What happened in some days, and how things stand now; as CSV the days',
    query: Period,
    out: Dashboard,
    csv: true,
    refusals: ['BRANCH_NOT_FOUND'],
  }),
  overdueReport: report('overdue', 'Loans that are overdue now, the longest first', OverdueRow),
  popularReport: report('popular', 'The books that were lent most', PopularRow),
  utilisationReport: report('utilisation', 'How much the copies of each branch are used', UtilisationRow),
  holdsReport: report('holds', 'The books that most members wait for', WantedRow),
  membersReport: report('members', 'Members by category', MembersRow),
};
