// `npm run dist`: bundles the desk and packages it for this platform. Targets and options of electron-builder may
// follow: npm run dist -- dir

import { bundleDesk } from './bundle.ts';
import { electronFolder, findElectron } from './electron.ts';
import { runVisibly } from './machine/run-program.ts';
import { programOf } from './places.ts';

const electron = await findElectron({ forTests: false });
if ('reason' in electron) {
  console.error(`${electron.reason}\nOnly Electron from its publisher is packaged for users.`);
  process.exit(1);
}
console.log('Bundling the desk …');
await bundleDesk();

const platformFlag = { darwin: '--mac', win32: '--win' }[String(process.platform)] ?? '--linux';
const options = [platformFlag, ...process.argv.slice(2), `--config.electronDist=${electronFolder(electron)}`];
process.exitCode = (await runVisibly(programOf('electron-builder'), options, { limitMinutes: 30 })) ?? 1;
