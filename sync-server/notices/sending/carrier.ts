import type { NoticeChannel, NoticeTrouble } from '#shared/contract/notices.ts';
import type { Delivery } from '#shared/rules/notices-retry.ts';
import type { Filled } from '../wording/fill-in.ts';

/** One message to one person. */
export type Letter = {
  /** The notice's id, the same at every attempt: who has seen it before has the message already. */
  id: string;
  to: string;
  library: string;
  filled: Filled;
};

/** Takes letters out of the house. What goes wrong is an answer, not an exception. */
export type Carrier = { carry(letter: Letter): Promise<Delivery>; close(): void };

/** Those that this server is configured for. */
export type Carriers = Partial<Record<NoticeChannel, Carrier>>;

/** @param final another attempt would end the same way */
export const refused = (trouble: NoticeTrouble, final: boolean): Delivery => ({ kind: 'refused', trouble, final });
