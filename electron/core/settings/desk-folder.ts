import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/**
 * The folder of this computer's desk: CARREL_DESK_DATA, or where this system keeps programs' data
 * (specifications.freedesktop.org/basedir; Apple's Application Support; Windows' roaming data).
 */
export function deskFolder(environment: Environment): string {
  if (environment.CARREL_DESK_DATA) return environment.CARREL_DESK_DATA;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Carrel', 'desk');
  if (process.platform === 'win32') {
    return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Carrel', 'desk');
  }
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'carrel', 'desk');
}
