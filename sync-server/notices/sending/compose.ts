import {
  defaultPreferences,
  type NoticeChannel,
  NoticePreferences,
  type NoticeSettings,
  type NoticeTopic,
} from '#shared/contract/notices.ts';
import { channelFor, topicOfReminder } from '#shared/rules/notices-channel.ts';
import type { Delivery } from '#shared/rules/notices-retry.ts';
import { chooseWording, type OwnWording } from '../wording/choose-wording.ts';
import { type Filled, fillIn } from '../wording/fill-in.ts';
import { type Letter, refused } from './carrier.ts';
import { isUpToDate, messageValues } from './message-values.ts';
import type { NoticeFacts } from './queries.ts';

/** How a library speaks: the same for all notices of a round. */
export type Voice = { settings: NoticeSettings; own: readonly OwnWording[] };

export type Composed =
  | { kind: 'letter'; letter: Letter; channel: NoticeChannel; language: string }
  | { kind: 'none'; because: Delivery };

/** The message of a notice, or why there is none. */
export function compose(facts: NoticeFacts, { settings, own }: Voice): Composed {
  const preferences = facts.preferences ? NoticePreferences.parse(facts.preferences) : defaultPreferences;
  const channel = channelFor(preferences, topicOf(facts), facts);
  if (channel === 'unwanted' || channel === 'no_address') return without({ kind: 'dropped', trouble: channel });
  if (!isUpToDate(facts)) return without({ kind: 'dropped', trouble: 'out_of_date' });
  const { language, wording } = chooseWording(own, facts.kind, [preferences.language, settings.language]);
  const to = channel === 'email' ? facts.email : facts.phone;
  const values = messageValues(facts, language);
  const filled = tryToFillIn(() => fillIn(wording, values));
  if (!filled) return without(refused('wording_broken', true));
  return { kind: 'letter', channel, language, letter: { id: facts.id, to: to ?? '', library: facts.library, filled } };
}

const without = (because: Delivery): Composed => ({ kind: 'none', because });

function topicOf({ kind, lines }: NoticeFacts): NoticeTopic {
  return kind === 'reminder' ? topicOfReminder((lines ?? []).map(({ step }) => step)) : kind;
}

/** A wording is checked before it is kept; one that still cannot be read must not stop the notices behind it. */
function tryToFillIn(fill: () => Filled): Filled | undefined {
  try {
    return fill();
  } catch {
    return undefined;
  }
}
