import { readFileSync } from 'node:fs';

/** Of Linux: a hundredth of a second of processor time, since nobody sets another (proc_pid_stat(5), USER_HZ). */
const ticksPerSecond = 100;

/** What a process has used and holds, as Linux counts it. */
export type Use = { cpuSeconds: number; residentMb: number };

/** @throws where there is no /proc */
export function usedBy(pid: number): Use {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks] = [Number(fields[11]), Number(fields[12])];
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpuSeconds: (userTicks + systemTicks) / ticksPerSecond, residentMb: Number(resident) / 1024 };
}
