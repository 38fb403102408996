const closingTag = /<\/(?:[\w.-]+:)?record\s*>/g;
const openingTag = /<(?:[\w.-]+:)?record(?=[\s>])/g;
const comment = /<!--[\s\S]*?-->/g;
const marcElement = /<(?:[\w.-]+:)?(?:leader|controlfield|datafield)[\s>]/;

/** Where the first closing record tag that ends behind `from` ends; tags in comments are none. */
export function stretchEnd(bytes: Buffer, from: number): number | undefined {
  const text = bytes.toString('latin1', from);
  for (const found of text.matchAll(closingTag)) {
    const at = from + found.index;
    if (!isInComment(bytes, at)) return at + found[0].length;
  }
  return undefined;
}

/** Where the last opening record tag stands: the one that the closing tag at the end of these bytes belongs to. */
export function lastRecordStart(bytes: Buffer): number | undefined {
  return [...withoutComments(bytes).matchAll(openingTag)].at(-1)?.index;
}

/** Whether there are parts of a MARC record in these bytes, and not only wrappers around records. */
export function holdsMarc(bytes: Buffer): boolean {
  return marcElement.test(withoutComments(bytes));
}

/** Whether there is text that is in no element: something that was no XML. */
export function holdsBareText(bytes: Buffer): boolean {
  const text = withoutComments(bytes).replace(/^\u00ef\u00bb\u00bf/, '');
  return text.trim() !== '' && !text.includes('<');
}

function isInComment(bytes: Buffer, at: number): boolean {
  const opened = bytes.lastIndexOf('<!--', at);
  if (opened === -1) return false;
  const closed = bytes.indexOf('-->', opened);
  return closed === -1 || closed > at;
}

/** The same text, byte for byte (Latin-1), with comments blanked. */
function withoutComments(bytes: Buffer): string {
  return bytes.toString('latin1').replace(comment, (found) => ' '.repeat(found.length));
}
