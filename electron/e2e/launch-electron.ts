import { _electron, type ElectronApplication } from '@playwright/test';
import { electronFolder, findElectron } from '../../build/electron.ts';

/**
 * Starts Electron with what is named: an app or an address. Playwright keeps an app from being ready until it listens to
 * it, but only where it finds the program by itself. Given the program's path it may come while the page is on its way,
 * and then never hears of the window: https://github.com/microsoft/playwright/issues/17765
 */
export async function launchElectron(what: string, env?: Record<string, string>): Promise<ElectronApplication> {
  const electron = await findElectron({ forTests: true });
  if ('reason' in electron) throw new Error(electron.reason);
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electronFolder(electron);
  return _electron.launch({ args: [...electron.args, what], ...(env && { env }) });
}
