import { z } from 'zod';
import { accountCalls } from './bridge/account.ts';
import { boxesCalls } from './bridge/boxes.ts';
import { catalogCalls } from './bridge/catalog.ts';
import { deskCalls } from './bridge/desk.ts';
import { holdsCalls } from './bridge/holds.ts';
import { loansCalls } from './bridge/loans.ts';
import { membersCalls } from './bridge/members.ts';
import { noticesCalls } from './bridge/notices.ts';
import { outboxCalls } from './bridge/outbox.ts';
import { policiesCalls } from './bridge/policies.ts';
import { settingsCalls } from './bridge/settings.ts';
import { stocktakesCalls, stocktakesEvents } from './bridge/stocktakes.ts';
import { transfersCalls } from './bridge/transfers.ts';
import { wordingsCalls } from './bridge/wordings.ts';
import { DeskState, OutboxRow } from './desk.ts';
import { Instant } from './primitives.ts';
import { ScanEvent } from './scan.ts';

/** Every call of the window to the core. Names that are not here are refused on the receiving side. */
export const bridgeCalls = {
  ...deskCalls,
  ...membersCalls,
  ...holdsCalls,
  ...loansCalls,
  ...accountCalls,
  ...catalogCalls,
  ...noticesCalls,
  ...outboxCalls,
  ...policiesCalls,
  ...settingsCalls,
  ...stocktakesCalls,
  ...transfersCalls,
  ...boxesCalls,
  ...wordingsCalls,
} as const;

export type BridgeCalls = typeof bridgeCalls;
export type CallName = keyof BridgeCalls;
export type CallInput<N extends CallName> = z.input<BridgeCalls[N]['in']>;
export type CallOutput<N extends CallName> = z.output<BridgeCalls[N]['out']>;

/** What the core tells the window unasked. */
export const bridgeEvents = {
  state: DeskState,
  scan: ScanEvent,
  /** The cache changed: what is on the screen may be read again. */
  catalogChanged: z.object({ at: Instant }),
  outboxChanged: z.object({ row: OutboxRow }),
  ...stocktakesEvents,
} as const;

export type BridgeEvents = typeof bridgeEvents;
export type EventName = keyof BridgeEvents;
export type EventPayload<N extends EventName> = z.output<BridgeEvents[N]>;
