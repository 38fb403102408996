import { z } from 'zod';
import type { Permission } from './permissions.ts';

type RefusalRow = { status: number; title: string; overridable?: true; liftedBy?: Permission };

/**
 * Every code that an answer may carry: its HTTP status, a sentence that desk staff can read aloud, whether staff may
 * override it, and the permission that lifts it (domain.md, "Decisions"). Facts travel beside it.
 */
export const refusals = {
  VALIDATION_FAILED: { status: 400, title: 'Something in the request is not right.' },
  BAD_JSON: { status: 400, title: 'The request is not valid JSON.' },
  BAD_REQUEST: { status: 400, title: 'This is not a request that the server can read.' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request took too long to arrive.' },
  HEADERS_TOO_LARGE: { status: 431, title: 'The address or the headers are too long.' },
  BAD_CURSOR: { status: 400, title: 'The cursor is not one of ours.' },
  NOT_SIGNED_IN: { status: 401, title: 'Please sign in first.' },
  SESSION_ENDED: { status: 401, title: 'The session has ended. Please sign in again.' },
  INVALID_CREDENTIALS: { status: 401, title: 'The number or the password is not right.' },
  OTP_REQUIRED: { status: 401, title: 'Please enter the code from your authenticator app.' },
  FORBIDDEN: { status: 403, title: 'You do not have the right to do this.' },
  NOT_FOUND: { status: 404, title: 'There is nothing here by that name.' },
  ROUTE_NOT_FOUND: { status: 404, title: 'There is no such address.' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This address does not take that method.' },
  COPY_NOT_FOUND: { status: 404, title: 'No copy of this library has that barcode.' },
  CARD_REPLACED: { status: 409, title: 'This card was replaced by another one.' },
  MEMBER_NOT_FOUND: { status: 404, title: 'No member has that number.' },
  BOOK_NOT_FOUND: { status: 404, title: 'There is no such book in the catalogue.' },
  BRANCH_NOT_FOUND: { status: 404, title: 'There is no such branch.' },
  LOAN_NOT_FOUND: { status: 404, title: 'There is no such loan.' },
  HOLD_NOT_FOUND: { status: 404, title: 'There is no such hold.' },
  TRANSFER_NOT_FOUND: { status: 404, title: 'There is no such transfer.' },
  NOTICE_NOT_FOUND: { status: 404, title: 'There is no such notice.' },
  STOCKTAKE_NOT_FOUND: { status: 404, title: 'There is no such stocktake.' },
  BOX_NOT_FOUND: { status: 404, title: 'There is no box with that number.' },
  IMPORT_NOT_FOUND: { status: 404, title: 'There is no such import.' },
  CURSOR_EXPIRED: { status: 410, title: 'This desk has been away too long and must load its branch afresh.' },
  BODY_TOO_LARGE: { status: 413, title: 'The request is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The server does not read this kind of content here.' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'This idempotency key was used for a different request.' },
  TOO_MANY_ATTEMPTS: { status: 429, title: 'Too many attempts. Please wait a little.' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests. Please wait a little.' },
  INTERNAL: { status: 500, title: 'Something went wrong on the server. Nothing was changed.' },
  OVERLOADED: { status: 503, title: 'The server is very busy. Please try again shortly.' },
  UNAVAILABLE: { status: 503, title: 'The server cannot reach its database. Please try again shortly.' },

  MEMBER_SUSPENDED: {
    status: 409,
    title: 'This membership is suspended.',
    overridable: true,
    liftedBy: 'loans.override',
  },
  MEMBER_EXPIRED: { status: 409, title: 'This membership has expired.', overridable: true, liftedBy: 'loans.override' },
  COPY_ON_LOAN: { status: 409, title: 'This copy is on loan. Return it first.' },
  ALREADY_YOURS: { status: 409, title: 'This member already has this copy. You can renew it.' },
  HELD_FOR_ANOTHER: { status: 409, title: 'This copy is on the hold shelf for another member.' },
  COPY_IN_TRANSIT: {
    status: 409,
    title: 'This copy is on its way to another branch.',
    overridable: true,
    liftedBy: 'loans.override',
  },
  COPY_WITHDRAWN: { status: 409, title: 'This copy has been withdrawn from the library.' },
  COPY_NOT_LENDABLE: {
    status: 409,
    title: 'This copy is not for lending.',
    overridable: true,
    liftedBy: 'loans.override',
  },
  COPY_LOST: {
    status: 409,
    title: 'This copy was recorded as lost or missing. Mark it found first.',
    overridable: true,
    liftedBy: 'loans.override',
  },
  LOAN_LIMIT: {
    status: 409,
    title: 'This member has reached the limit of open loans.',
    overridable: true,
    liftedBy: 'loans.override',
  },
  BALANCE_OVER_LIMIT: {
    status: 409,
    title: 'This member owes too much to borrow.',
    overridable: true,
    liftedBy: 'loans.override',
  },
  HOLDS_WAITING: {
    status: 409,
    title: 'Other members are waiting for this book.',
    overridable: true,
    liftedBy: 'loans.override',
  },
  RENEWAL_LIMIT: {
    status: 409,
    title: 'This loan cannot be renewed any more.',
    overridable: true,
    liftedBy: 'loans.override',
  },
  LOAN_RETURNED: { status: 409, title: 'This loan is already closed; the copy was returned.' },
  LOAN_LOST: { status: 409, title: 'This copy was declared lost. Bring it back first.' },
  LOAN_CLAIMED: {
    status: 409,
    title: 'The member says that this copy was brought back. Look for it on the shelves first.',
  },
  OVERPAYMENT: { status: 409, title: 'That is more than this member owes.' },
  NO_ONLINE_PAYMENTS: { status: 409, title: 'This library takes no payments online.' },
  PROVIDER_AWAY: { status: 503, title: 'The payment provider cannot be reached. Please try again shortly.' },
  BAD_SIGNATURE: { status: 400, title: 'This message does not come from the payment provider.' },
  REFUND_OVER_CREDIT: { status: 409, title: 'That is more than the library owes this member.' },
  NO_COPY_AVAILABLE: { status: 409, title: 'No copy of this book is available at this branch.' },

  HOLD_EXISTS: { status: 409, title: 'This member already waits for this book.' },
  WAITLIST_FULL: { status: 409, title: 'The waitlist of this book is full.' },
  HOLD_STATE: { status: 409, title: 'This hold is over, or already has its copy.' },
  NOTICE_STATE: { status: 409, title: 'This notice is not one to send again.' },
  TRANSFER_OPEN: { status: 409, title: 'This copy already has an open transfer.' },
  TRANSFER_STATE: { status: 409, title: 'This transfer is already under way or over.' },
  STOCKTAKE_STATE: { status: 409, title: 'This stocktake is already closed or abandoned.' },
  NO_TRANSFER: { status: 409, title: 'No transfer sends this copy to that branch.' },
  GOES_ELSEWHERE: { status: 409, title: 'This copy goes to another branch: it does not belong in this box.' },
  WAITED_FOR: { status: 409, title: 'Somebody waits for this copy. Scan it in Return first; that says where it goes.' },
  COPY_ELSEWHERE: { status: 409, title: 'This copy is recorded at another branch. Scan it in Return first.' },
  BOX_STATE: { status: 409, title: 'This box has left already, or is unpacked.' },
  BOX_EMPTY: { status: 409, title: 'There is nothing in this box yet.' },
  BOX_FULL: { status: 409, title: 'No more copies fit on the list of this box. Begin another one.' },
  NOT_IN_BOX: { status: 409, title: 'This copy is not in that box.' },
  ALREADY_THERE: { status: 409, title: 'This copy is at that branch already.' },

  ISBN_TAKEN: { status: 409, title: 'Another book in the catalogue has this ISBN.' },
  BARCODE_TAKEN: { status: 409, title: 'Another copy has this barcode.' },
  NUMBER_TAKEN: { status: 409, title: 'Somebody else has this number.' },
  CODE_TAKEN: { status: 409, title: 'Another branch has this code.' },
  POLICY_CHANGED: { status: 409, title: 'Somebody else has changed the rules meanwhile. Look at them again first.' },
  SLUG_TAKEN: { status: 409, title: 'Another library has this short name.' },
  COPY_STATE: { status: 409, title: 'The copy cannot be moved from its present state to that one.' },
  MEMBER_HAS_LOANS: { status: 409, title: 'This member still has open loans.' },
  MEMBER_HAS_BALANCE: { status: 409, title: 'This member still owes money or is owed money.' },
  LAST_ADMIN: { status: 409, title: 'This is the last admin. Make somebody else an admin first.' },
  OTP_STATE: { status: 409, title: 'The second factor is not in a state that allows this.' },
} as const satisfies Record<string, RefusalRow>;

export type RefusalCode = keyof typeof refusals;

export const refusalRow = (code: RefusalCode): RefusalRow => refusals[code];

/** RFC 9457 problem details, as every error of the API is sent (`application/problem+json`). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  overridable: z.boolean().optional(),
  liftedBy: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
