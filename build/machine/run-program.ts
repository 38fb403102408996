import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** How a program ended. `code` is null when a signal or the time limit ended it, or when it could not start. */
export type Ended = { code: number | null; output: string };

/** Runs a program to its end without showing its output, which is kept (both streams, as they came). */
export function runQuietly(program: string, programArguments: string[], options: SpawnOptions = {}): Promise<Ended> {
  const child = spawn(program, programArguments, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, output: `${program}: ${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

type Visibly = { env?: NodeJS.ProcessEnv; limitMinutes: number };

/**
 * Runs a program to its end with its output on the screen. It leads a process group of its own, and whatever is left
 * of that group afterwards is ended too: a window that a failed test forgot, for instance.
 */
export function runVisibly(
  program: string,
  programArguments: string[],
  { env = process.env, limitMinutes }: Visibly,
): Promise<number | null> {
  const child = spawn(program, programArguments, { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const endGroup = () => endProcessGroup(child);
  process.once('exit', endGroup);
  const limit = setTimeout(() => {
    console.error(`Stopped after ${limitMinutes} minutes.`);
    endGroup();
  }, limitMinutes * 60_000);
  return new Promise((resolve) => {
    const end = (code: number | null) => {
      clearTimeout(limit);
      process.off('exit', endGroup);
      endGroup();
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      end(null);
    });
    child.on('exit', end);
  });
}

function endProcessGroup(leader: ChildProcess): void {
  if (leader.pid === undefined) return;
  if (process.platform === 'win32') {
    leader.kill();
    return;
  }
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: nothing is left of the group, which is how it should be.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
