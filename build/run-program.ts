import { type SpawnOptions, spawn } from 'node:child_process';

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
