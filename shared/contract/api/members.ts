import { z } from 'zod';
import { LedgerEntry } from '../ledger.ts';
import { NoticePreferences, WrittenNotice } from '../notices.ts';
import { CardNumber, Flag, Id, Instant, ListQuery, LocalDate, pageOf, text } from '../primitives.ts';
import { AuditEvent, BookLabel, Hold, Loan, Member, MemberStanding } from '../records.ts';
import { route } from '../route.ts';
import { CardReplacementReason, MemberCategory, MemberStatus } from '../vocabulary.ts';
import { NewPassword } from './auth.ts';

/** A member is named by id or by number. */
export const MemberParams = z.object({ id: text(64) });
/** Whoever is named so may be nobody, or somebody whose card has another number by now. */
export const noSuchMember = ['MEMBER_NOT_FOUND', 'CARD_REPLACED'] as const;

export const NewMember = z.strictObject({
  number: CardNumber,
  name: text(200),
  category: MemberCategory.default('adult'),
  email: z.email().max(320).nullish(),
  phone: text(50).nullish(),
  expiresOn: LocalDate.nullish(),
  homeBranchId: Id.nullish(),
  password: NewPassword.optional(),
});

export const MemberChanges = z
  .strictObject({
    ...NewMember.shape,
    category: MemberCategory,
    status: MemberStatus,
    statusReason: text(500).nullable(),
    resetOtp: z.literal(true).meta({ description: 'Forget the second factor, when the telephone is lost' }),
  })
  .partial();

export const CardReplacement = z.strictObject({ newNumber: CardNumber, reason: CardReplacementReason });
export type CardReplacement = z.infer<typeof CardReplacement>;

/** A card that was this member's; its number is good no longer. */
export const ReplacedCard = z.object({ number: CardNumber, reason: CardReplacementReason, replacedAt: Instant });
export type ReplacedCard = z.infer<typeof ReplacedCard>;

/** What he waits for or once waited for. */
export const MemberHold = Hold.extend({ book: BookLabel, endedAt: Instant.nullable() });
export type MemberHold = z.infer<typeof MemberHold>;

export const membersApi = {
  listMembers: route({
    method: 'GET',
    path: '/members',
    tag: 'members',
    who: 'members.write',
    summary: 'Find members by name, number or e-mail',
    query: ListQuery.extend({ status: MemberStatus.optional(), category: MemberCategory.optional() }),
    out: pageOf(Member),
  }),
  createMember: route({
    method: 'POST',
    path: '/members',
    tag: 'members',
    who: 'members.write',
    summary: 'Register a member',
    body: NewMember,
    out: Member,
    refusals: ['NUMBER_TAKEN', 'BRANCH_NOT_FOUND'],
  }),
  readMember: route({
    method: 'GET',
    path: '/members/{id}',
    tag: 'members',
    who: 'members.read',
    summary: 'One member with what stands in the way of lending',
    params: MemberParams,
    out: MemberStanding,
    refusals: noSuchMember,
  }),
  changeMember: route({
    method: 'PATCH',
    path: '/members/{id}',
    tag: 'members',
    who: 'members.write',
    summary: 'Change a member',
    params: MemberParams,
    body: MemberChanges,
    out: Member,
    refusals: [...noSuchMember, 'NUMBER_TAKEN', 'BRANCH_NOT_FOUND'],
  }),
  replaceCard: route({
    method: 'POST',
    path: '/members/{id}/card',
    tag: 'members',
    who: 'members.write',
    status: 200,
    summary: 'Give a member a new card; the old number answers that it was replaced, and is given to nobody else',
    params: MemberParams,
    body: CardReplacement,
    out: Member,
    refusals: [...noSuchMember, 'NUMBER_TAKEN'],
  }),
  memberLoans: route({
    method: 'GET',
    path: '/members/{id}/loans',
    tag: 'members',
    who: 'members.read',
    summary: 'The loans of a member, due soonest first',
    params: MemberParams,
    query: ListQuery.extend({ open: Flag.optional() }),
    out: pageOf(Loan),
    refusals: noSuchMember,
  }),
  memberHistory: route({
    method: 'GET',
    path: '/members/{id}/history',
    tag: 'members',
    who: 'members.read',
    summary: 'Closed loans of a member, newest first',
    params: MemberParams,
    query: ListQuery,
    out: pageOf(Loan),
    refusals: noSuchMember,
  }),
  exportMember: route({
    method: 'GET',
    path: '/members/{id}/export',
    tag: 'members',
    who: 'members.export',
    summary: 'Everything held on a person (data protection)',
    params: MemberParams,
    out: z.object({
      member: Member,
      replacedCards: z.array(ReplacedCard),
      loans: z.array(Loan),
      holds: z.array(MemberHold),
      account: z.array(LedgerEntry),
      notices: z.array(WrittenNotice),
      noticePreferences: NoticePreferences,
      events: z.array(AuditEvent),
    }),
    refusals: noSuchMember,
  }),
  anonymiseMember: route({
    method: 'POST',
    path: '/members/{id}/anonymise',
    tag: 'members',
    who: 'members.export',
    status: 200,
    summary: 'Forget a person: only with no open loans and no balance',
    params: MemberParams,
    out: Member,
    refusals: [...noSuchMember, 'MEMBER_HAS_LOANS', 'MEMBER_HAS_BALANCE'],
  }),
};
