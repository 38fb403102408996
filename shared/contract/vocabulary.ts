import { z } from 'zod';

/** The closed lists of words that the database, the wire and the screens share (domain words). */

export const Role = z.enum(['member', 'librarian', 'manager', 'admin']);
export type Role = z.infer<typeof Role>;

export const StaffRole = Role.exclude(['member']);
export type StaffRole = z.infer<typeof StaffRole>;

export const MemberCategory = z.enum(['student', 'adult', 'senior', 'staff']);
export type MemberCategory = z.infer<typeof MemberCategory>;

export const MemberStatus = z.enum(['active', 'suspended', 'closed']);
export type MemberStatus = z.infer<typeof MemberStatus>;

export const CardReplacementReason = z.enum(['lost', 'stolen', 'damaged', 'other']);
export type CardReplacementReason = z.infer<typeof CardReplacementReason>;

export const ItemType = z.enum(['regular', 'new_release', 'reference']);
export type ItemType = z.infer<typeof ItemType>;

export const CopyStatus = z.enum([
  'available',
  'on_loan',
  'on_hold_shelf',
  'in_transit',
  'maintenance',
  'missing',
  'lost',
  'withdrawn',
]);
export type CopyStatus = z.infer<typeof CopyStatus>;

export const Condition = z.enum(['good', 'worn', 'damaged']);
export type Condition = z.infer<typeof Condition>;

/** What to do with the copy in the hand after a return. */
export const NextStep = z.enum(['shelve', 'hold_shelf', 'transit', 'maintenance', 'refer']);
export type NextStep = z.infer<typeof NextStep>;

export const ReturnOutcome = z.enum(['returned', 'already_returned', 'found', 'received', 'superseded']);
export type ReturnOutcome = z.infer<typeof ReturnOutcome>;

export const HoldStatus = z.enum(['waiting', 'in_transit', 'ready', 'fulfilled', 'cancelled', 'expired']);
export type HoldStatus = z.infer<typeof HoldStatus>;

export const TransferState = z.enum(['requested', 'shipped', 'received', 'cancelled']);
export type TransferState = z.infer<typeof TransferState>;

/** `to_send`: asked for, or lying ready in no box that has left. `under_way`: in a box that has left. */
export const TransferStage = z.enum(['to_send', 'under_way']);
export type TransferStage = z.infer<typeof TransferStage>;

export const TransferReason = z.enum(['home', 'hold', 'request', 'rebalance', 'repair']);
export type TransferReason = z.infer<typeof TransferReason>;

/** A box is packed, has left, and is unpacked. */
export const BoxState = z.enum(['packing', 'sent', 'received']);
export type BoxState = z.infer<typeof BoxState>;

export const ActorKind = z.enum(['staff', 'member', 'desk', 'api_key', 'operator', 'job']);
export type ActorKind = z.infer<typeof ActorKind>;
