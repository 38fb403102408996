import type { PrintPage } from './slip-document.ts';

/**
 * Prints by the browser's own command, where the desk runs in a browser: in a frame of its own, with a style sheet
 * that is constructed, because the page's content policy knows no inline styles.
 */
export function printHere({ title, style, body }: PrintPage, document: Document): void {
  document.querySelector('.print-frame')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.title = title;
  document.body.append(frame);
  const { contentDocument } = frame;
  const contentWindow = contentDocument?.defaultView;
  if (!contentWindow) throw new Error('The browser made a frame without a page in it.');
  contentDocument.title = title;
  contentDocument.body.innerHTML = body;
  // The sheet must be made by the frame's own window to be adopted there.
  const sheet = new contentWindow.CSSStyleSheet();
  sheet.replaceSync(style);
  contentDocument.adoptedStyleSheets = [sheet];
  contentWindow.addEventListener('afterprint', () => frame.remove());
  contentWindow.print();
}
