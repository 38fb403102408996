import { type RefusalCode, refusalRow } from '#shared/contract/refusals.ts';

type Details = {
  /** The sentence to read aloud, when it can say more than the code's own. */
  detail?: string;
  facts?: Record<string, unknown>;
  errors?: { path: string; message: string }[];
  /** Seconds to wait, for 429 and 503. */
  retryAfter?: number;
};

/** The one typed error of the server: a code from the contract, with the facts behind it. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: Details;

  constructor(code: RefusalCode, details: Details = {}) {
    super(details.detail ?? refusalRow(code).title);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}
