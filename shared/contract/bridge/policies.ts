import { z } from 'zod';
import { PolicyList, PolicyVersion } from '../api/policies.ts';
import { Policy } from '../policy.ts';
import { feedOf, Id, LocalDate } from '../primitives.ts';
import { Branch, Closure, OpeningHours } from '../records.ts';
import { call, nothing } from './call.ts';
import { outcomeOf } from './outcome.ts';

/** The library's rules and a branch's calendar: asked of the server each time, and changed only while there is a line. */
export const policiesCalls = {
  /** The rules in force and the branches that they may name. */
  'policies.read': call(nothing, outcomeOf(PolicyList.extend({ branches: z.array(Branch) }))),
  'policies.replace': call(
    z.strictObject({
      version: z.int(),
      policies: z
        .array(Policy.omit({ id: true }))
        .min(1)
        .max(1000),
    }),
    outcomeOf(PolicyList),
  ),
  'policies.versions': call(z.strictObject({ cursor: z.string().optional() }), outcomeOf(feedOf(PolicyVersion))),
  /** The days on which a branch is closed, from a day on. */
  'policies.closures': call(
    z.strictObject({ branchId: Id, from: LocalDate }),
    outcomeOf(z.object({ closures: z.array(Closure) })),
  ),
  'policies.changeHours': call(z.strictObject({ branchId: Id, openingHours: OpeningHours }), outcomeOf(Branch)),
  /** Days to close and days to open again; what others changed meanwhile stays. */
  'policies.changeClosures': call(
    z.strictObject({ branchId: Id, close: z.array(Closure).max(400), open: z.array(LocalDate).max(400) }),
    outcomeOf(z.object({ closures: z.array(Closure) })),
  ),
} as const;
