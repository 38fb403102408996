import type { Connection } from '#shared/contract/desk.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';

/** Where the line to the server stands, in a few words. */
export function connectionWords(connection: Connection, format: Format, now: Date): string {
  if (connection.kind === 'live') return text.status.live;
  if (connection.kind === 'offline') return text.status.offline(format.time(connection.since));
  if (!connection.lastCaughtUpAt) return text.status.neverCaughtUp;
  const seconds = Math.max(0, (now.getTime() - new Date(connection.lastCaughtUpAt).getTime()) / 1000);
  return text.status.behind(text.status.duration(seconds));
}
