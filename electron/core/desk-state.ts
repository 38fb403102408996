import type { DeskState } from '#shared/contract/desk.ts';
import type { ScannerStatus } from '#shared/contract/scan.ts';
import type { BranchDesk } from './branch-desk.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Surroundings } from './surroundings.ts';

/** What a desk's state is put together from. */
export type Parts = {
  surroundings: Surroundings;
  startedAt: string;
  branchDesk: BranchDesk | null;
  outbox: Outbox;
  scanners: ScannerStatus;
  notices: string[];
};

/** Everything that the window needs to know of the desk at this moment. No member is in it. */
export function deskState(parts: Parts): DeskState {
  const { surroundings, branchDesk } = parts;
  const { mode, version, environment } = surroundings;
  const facts = branchDesk?.library.facts();
  const syncTrouble = branchDesk?.syncTrouble();
  const notices = [...parts.notices, ...(syncTrouble ? [syncTrouble] : [])];
  return {
    mode,
    version,
    demo: environment.CARREL_DEMO !== undefined,
    enrolled: branchDesk && enrolled(branchDesk),
    session: branchDesk?.session.state() ?? { kind: 'signed_out' },
    connection: branchDesk?.connection() ?? { kind: 'offline', since: parts.startedAt, lastCaughtUpAt: null },
    cache: branchDesk?.cacheState() ?? { kind: 'empty' },
    outbox: { ...parts.outbox.counts(), sentence: branchDesk?.sendingTrouble() ?? null },
    scanners: parts.scanners,
    barcodePatterns: facts?.barcodePatterns ?? null,
    currency: facts?.currency ?? 'USD',
    ...(environment.CARREL_SERVER_URL ? { suggestedServerUrl: environment.CARREL_SERVER_URL } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
}

function enrolled(branchDesk: BranchDesk): NonNullable<DeskState['enrolled']> {
  const { deskId, deskName, serverUrl, tenant } = branchDesk.enrolment;
  return { deskId, deskName, serverUrl, tenant, branch: branchDesk.branch() };
}
