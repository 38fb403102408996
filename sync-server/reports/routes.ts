import type { Tx } from '../db/transaction.ts';
import type { Handlers } from '../http/call.ts';
import { wantsCsv } from '../http/csv.ts';
import type { Window } from '../http/lists.ts';
import { periodOf } from './period.ts';
import {
  type Asked,
  dashboard,
  holdsReport,
  membersReport,
  overdueReport,
  popularReport,
  utilisationReport,
} from './service.ts';

type Names = 'dashboard' | 'overdueReport' | 'popularReport' | 'utilisationReport' | 'holdsReport' | 'membersReport';

/** A file is not paged: it has as many rows as a spreadsheet is pleasant with. */
const rowsOfFile = 10_000;

export function reportHandlers(): Handlers<Names> {
  const listed =
    <Answer>(report: (tx: Tx, asked: Asked, window: Window) => Promise<Answer>) =>
    ({ query, now, browsing, request }: ListCall<Answer>) => {
      const asked = { period: periodOf(query, now), branchId: query.branchId, now };
      const window = wantsCsv(request) ? { limit: rowsOfFile, offset: query.offset } : query;
      return browsing((tx) => report(tx, asked, window));
    };
  return {
    dashboard: ({ query, now, browsing }) => {
      const asked = { period: periodOf(query, now), branchId: query.branchId, now };
      return browsing((tx) => dashboard(tx, asked));
    },
    overdueReport: listed(overdueReport),
    popularReport: listed(popularReport),
    utilisationReport: listed(utilisationReport),
    holdsReport: listed(holdsReport),
    membersReport: listed(membersReport),
  };
}

type ListCall<Answer> = {
  query: Window & { from?: string; to?: string; branchId?: string };
  now: Date;
  request: Parameters<typeof wantsCsv>[0];
  browsing(work: (tx: Tx) => Promise<Answer>): Promise<Answer>;
};
