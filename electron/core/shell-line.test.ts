import { describe, expect, it } from 'vitest';
import { ShellLine } from './shell-line.ts';
import { ToCore, ToShell } from './shell-messages.ts';

describe('what the core asks of the shell', () => {
  it('is answered to whoever asked, in whatever order the answers come', async () => {
    const asked: ToShell[] = [];
    const shell = new ShellLine((message) => asked.push(ToShell.parse(message)));
    const [slip, page, notice] = [
      shell.print({ html: '<p>1', paper: 'slip', printer: 'Receipts' }),
      shell.print({ html: '<p>2', paper: 'a4', printer: null }),
      shell.keepKey('k1'),
    ];
    const [first, second, third] = asked.map(({ id }) => id);
    shell.heard({ kind: 'keyKept', id: third ?? 0, notice: null });
    shell.heard({ kind: 'printed', id: second ?? 0, printed: false, sentence: 'No paper.' });
    shell.heard({ kind: 'printed', id: first ?? 0, printed: true, sentence: null });
    expect(await slip).toEqual({ printed: true, sentence: null });
    expect(await page).toEqual({ printed: false, sentence: 'No paper.' });
    expect(await notice).toBeNull();
  });

  it('names the printers that the system knows', async () => {
    const asked: ToShell[] = [];
    const shell = new ShellLine((message) => asked.push(ToShell.parse(message)));
    const printers = shell.printers();
    shell.heard({ kind: 'printers', id: asked[0]?.id ?? 0, names: ['Receipts', 'Office'] });
    expect(await printers).toEqual(['Receipts', 'Office']);
  });

  it('knows its messages and no others', () => {
    expect(ToCore.safeParse({ kind: 'evaluate', text: '1+1' }).success).toBe(false);
    expect(ToShell.safeParse({ kind: 'print', id: 1, html: '<p>', paper: 'wall' }).success).toBe(false);
  });
});
