import { z } from 'zod';
import { TenantSlug } from '../api/auth.ts';
import { DeskState } from '../desk.ts';
import { CardNumber, Id, text } from '../primitives.ts';
import { Branch } from '../records.ts';
import { call, nothing } from './call.ts';
import { outcomeOf } from './outcome.ts';

/** The desk itself: its state, enrolment, and who works at it. */
export const deskCalls = {
  'desk.state': call(nothing, DeskState),
  /** Ask a server which branches there are, before enrolling; signs in with a manager's credentials. */
  'desk.listBranches': call(
    z.strictObject({
      serverUrl: z.url(),
      tenant: TenantSlug,
      number: CardNumber,
      password: text(200),
      otp: z.string().optional(),
    }),
    outcomeOf(z.object({ branches: z.array(Branch) })),
  ),
  'desk.enrol': call(
    z.strictObject({
      serverUrl: z.url(),
      tenant: TenantSlug,
      number: CardNumber,
      password: text(200),
      otp: z.string().optional(),
      branchId: Id,
      name: text(100),
    }),
    outcomeOf(nothing),
  ),
  'desk.branches': call(nothing, z.object({ branches: z.array(Branch) })),
  'session.signIn': call(
    z.strictObject({ number: CardNumber, password: text(200), otp: z.string().optional() }),
    outcomeOf(nothing),
  ),
  'session.signOut': call(nothing, nothing),
  /** Somebody is at the desk: postpones the lock. */
  'session.touch': call(nothing, nothing),
  'session.unlock': call(z.strictObject({ password: text(200), otp: z.string().optional() }), outcomeOf(nothing)),
} as const;
