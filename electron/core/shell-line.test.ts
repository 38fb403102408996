import { describe, expect, it } from 'vitest';
import { ShellLine } from './shell-line.ts';
import { ToCore, ToShell } from './shell-messages.ts';

describe('what the core asks of the shell', () => {
  it('is answered to whoever asked, in whatever order the answers come', async () => {
    const asked: ToShell[] = [];
    const shell = new ShellLine((message) => asked.push(ToShell.parse(message)));
    const [slip, page, notice] = [shell.print('<p>1', 'slip'), shell.print('<p>2', 'a4'), shell.keepKey('k1')];
    const [first, second, third] = asked.map(({ id }) => id);
    shell.heard({ kind: 'keyKept', id: third ?? 0, notice: null });
    shell.heard({ kind: 'printed', id: second ?? 0, printed: false, sentence: 'No paper.' });
    shell.heard({ kind: 'printed', id: first ?? 0, printed: true, sentence: null });
    expect(await slip).toEqual({ printed: true, sentence: null });
    expect(await page).toEqual({ printed: false, sentence: 'No paper.' });
    expect(await notice).toBeNull();
  });

  it('knows its messages and no others', () => {
    expect(ToCore.safeParse({ kind: 'evaluate', text: '1+1' }).success).toBe(false);
    expect(ToShell.safeParse({ kind: 'print', id: 1, html: '<p>', paper: 'wall' }).success).toBe(false);
  });
});
