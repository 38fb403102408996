/** Draws `done` of `total` on one line of a terminal; elsewhere, as in a log, it says each tenth on a line of its own. */
export function progressBar(out: NodeJS.WriteStream): (done: number, total: number, what: string) => void {
  let said = '';
  return (done, total, what) => {
    const share = total === 0 ? 1 : done / total;
    const line = out.isTTY ? terminalLine(share, what) : `  ${what} ${Math.floor(share * 10) * 10} %`;
    if (line === said) return;
    said = line;
    out.write(out.isTTY ? `\r${line}${share < 1 ? '' : '\n'}` : `${line}\n`);
  };
}

function terminalLine(share: number, what: string): string {
  const width = 30;
  const full = Math.round(share * width);
  return `  ${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(Math.round(share * 100)).padStart(3)} %  ${what}`.padEnd(
    78,
  );
}
