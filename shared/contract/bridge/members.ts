import { z } from 'zod';
import { CardReplacement, NewMember } from '../api/members.ts';
import { CardNumber, Id, pageOf } from '../primitives.ts';
import { Loan, Member, MemberStanding } from '../records.ts';
import { call } from './call.ts';
import { outcomeOf } from './outcome.ts';

export const membersCalls = {
  'members.card': call(z.strictObject({ number: CardNumber }), outcomeOf(MemberStanding)),
  'members.find': call(
    z.strictObject({ query: z.string().max(200), offset: z.int().min(0) }),
    outcomeOf(pageOf(Member)),
  ),
  'members.create': call(NewMember, outcomeOf(Member)),
  'members.replaceCard': call(CardReplacement.extend({ memberId: Id }), outcomeOf(Member)),
  'members.loans': call(z.strictObject({ memberId: Id, offset: z.int().min(0) }), outcomeOf(pageOf(Loan))),
} as const;
