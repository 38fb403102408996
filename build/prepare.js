// Runs a task of this project on a machine that has nothing but some Node (18 or newer) and npm:
//   node build/prepare.js <task> [arguments]
// It installs the packages of package-lock.json if they are not there, then runs the task's TypeScript
// with the Node 24 that came with them. Plain JavaScript without dependencies, because it runs before both.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, rememberedNode, rememberPrepared } from './prepare-packages.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const tasks = {
  start: 'build/start.ts',
  test: 'build/test.ts',
  check: 'build/check.ts',
  server: 'sync-server/main.ts',
  bench: 'build/bench.ts',
  dist: 'build/package.ts',
  rules: 'build/rules.ts',
  'check-library': 'build/check-library.ts',
  'after-restore': 'build/after-restore.ts',
  faults: 'build/faults.ts',
  audit: 'build/audit.ts',
};

const [task = '', ...taskArguments] = process.argv.slice(2);
const entry = tasks[task];
if (!entry) fail(`There is no task "${task}". The tasks are: ${Object.keys(tasks).join(', ')}.`);

run(await nodeThatRunsTypeScript());

async function nodeThatRunsTypeScript() {
  const remembered = rememberedNode(root);
  if (remembered) return remembered;
  const problem = await installPackages(root);
  if (problem) fail(problem);
  const node = packagedNode() ?? ownNode();
  rememberPrepared(root, node);
  return node;
}

/** The Node 24 that npm installed for this platform, if it runs here (on musl, for example, it does not). */
function packagedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  return [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]
    .map((name) => join(root, 'node_modules', name, 'bin', program))
    .find((path) => spawnSync(path, ['--version']).status === 0);
}

/** Node runs TypeScript as it is from 22.18 and 23.6 on (nodejs.org/api/typescript.html, "History"). */
function ownNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `No Node that runs here came with the packages (${process.platform} ${process.arch}), and this one is ${process.version}. ` +
      'Install Node 22.18 or newer from https://nodejs.org and try again.',
  );
}

function run(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, [entry, ...taskArguments], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  // Ctrl-C in a terminal reaches the task by itself; a signal sent to this process alone must be passed on.
  // Tasks therefore take a second signal calmly.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/**
 * A signal that ends npm ends the shell between npm and this process, but is not passed on by that shell: then this
 * process gets another parent, and the task would go on with nobody to stop it.
 */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 200);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
