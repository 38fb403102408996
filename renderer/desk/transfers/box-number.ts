/** A box's number where a scan is one, in the way it is written; else null. */
export function boxNumberIn(text: string): string | null {
  const number = text.trim().toUpperCase();
  return /^BOX-\d{1,9}$/.test(number) ? number : null;
}
