import type { z } from 'zod';
import type { Signature } from '#shared/contract/bridge/account.ts';
import type { Problem } from '#shared/contract/refusals.ts';
import type { RouteShape } from '#shared/contract/route.ts';
import type { BranchDesk } from '../branch-desk.ts';
import type { Desk } from '../desk.ts';
import { sentences } from '../sentences.ts';
import { type Answered, deskProblem } from '../server/answered.ts';
import type { BeginLines, Given } from '../server/client.ts';
import { callSigned } from '../session/call-signed.ts';

/** What a call comes to at the window: `outcomeOf` of the contract. */
export type Outcome<T> =
  | { kind: 'done'; answer: T }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'offline'; sentence: string };

/** The server's answer as the window gets it; `whenUnreachable` replaces the usual sentence of a line that is down. */
export function outcome<T>(answered: Answered<T>, whenUnreachable?: string): Outcome<T> {
  if (answered.kind === 'done') return answered;
  if (answered.kind === 'refused') return { kind: 'refused', problem: answered.problem };
  const own = answered.isUntrusted ? undefined : whenUnreachable;
  return { kind: 'offline', sentence: own ?? answered.sentence };
}

export const notEnrolled = () => ({
  kind: 'refused' as const,
  problem: deskProblem('NOT_ENROLLED', 409, sentences.notEnrolled),
});

type JsonRoute = RouteShape & { out: z.ZodType };
type GivenAt<R extends RouteShape> = (branchDesk: BranchDesk) => Given<R>;

/** A call in the name of whoever is signed in. */
export const claim = <R extends JsonRoute>(desk: Desk, row: R, given: GivenAt<R>) =>
  ask(desk, (branchDesk) => branchDesk.session.call(row, given(branchDesk)));

/** The rows of a list as a table for a spreadsheet. */
export const tableClaim = <R extends RouteShape & { csv: true }>(desk: Desk, row: R, given: GivenAt<R>) =>
  ask(desk, (branchDesk) => branchDesk.session.table(row, given(branchDesk)));

/** The lines of a stream, each handed on as it arrives. */
export const linesClaim = <R extends RouteShape & { out: 'stream' }>(
  desk: Desk,
  row: R,
  given: GivenAt<R>,
  begin: BeginLines,
) => ask(desk, (branchDesk) => branchDesk.session.lines(row, given(branchDesk), begin));

/** The same; in the name of whoever signs for it, if somebody does. */
export const signedClaim = <R extends JsonRoute>(
  desk: Desk,
  signature: Signature | undefined,
  row: R,
  given: GivenAt<R>,
) =>
  signature
    ? ask(desk, (branchDesk) => callSigned(branchDesk, signature, row, given(branchDesk)))
    : claim(desk, row, given);

/** Without a line a claim is refused at once, and nothing is recorded or tried later: it is never queued. */
async function ask<T>(desk: Desk, call: (branchDesk: BranchDesk) => Promise<Answered<T>>): Promise<Outcome<T>> {
  const branchDesk = desk.branchDesk();
  if (!branchDesk) return notEnrolled();
  if (branchDesk.isOffline()) {
    // The line may be back this very moment: the next try shall know.
    branchDesk.nudge();
    return { kind: 'offline', sentence: sentences.offlineClaim };
  }
  const answered = await call(branchDesk);
  if (answered.kind === 'unreachable') branchDesk.nudge();
  return outcome(answered);
}
