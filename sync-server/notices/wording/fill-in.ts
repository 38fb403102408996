import Mustache from 'mustache';
import type { Wording } from '#shared/contract/notices.ts';

export type Filled = { subject: string; text: string; html: string; sms: string };

/**
 * A wording with its values: escaped in HTML, as they are in plain text. Subjects and SMS are one line, whatever a title
 * holds.
 * @throws Error when a template cannot be read
 */
export function fillIn(wording: Wording, values: Record<string, unknown>): Filled {
  const plain = (template: string) => Mustache.render(template, values, undefined, { escape: String });
  return {
    subject: oneLine(plain(wording.subject)),
    text: plain(wording.text).trim(),
    html: Mustache.render(wording.html, values).trim(),
    sms: oneLine(plain(wording.sms)),
  };
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
