import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const full = '/dev/full';
const module = join(import.meta.dirname, 'full-log.ts');

/** How a program ends that says something again and again, its log being full. */
async function endOf(beforehand: string) {
  const program = `${beforehand}
    let said = 0;
    setInterval(() => { console.error('trouble'); console.log('news'); if (++said === 5) process.exit(0); }, 10);`;
  const log = openSync(full, 'w');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', log, log] });
  const [code] = await once(child, 'exit');
  return code;
}

describe.runIf(existsSync(full))('a desk whose log is on a disk that is full', () => {
  test('goes on', async () => {
    const beforehand = `import { goOnWithFullLog } from ${JSON.stringify(module)}; goOnWithFullLog();`;
    expect(await endOf(beforehand)).toBe(0);
  });

  test('would end at the first trouble that it writes down, were nothing done about it', async () => {
    expect(await endOf('')).not.toBe(0);
  });
});
