// `npm run lock`: completes package-lock.json. npm leaves out the optional packages for other platforms where the registry
// in use does not offer them, and leaves in the address of a registry; `npm ci` fails on the first and nobody wants the
// second.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, vscodeHost } from './process.mjs';

/** @typedef {{ version?: string, resolved?: string, dev?: boolean, optionalDependencies?: Record<string, string> }} Entry */

const platform =
  /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(?:-(gnu|musl))?/;

/**
 * What npm would have written for a package that runs on one platform only.
 * @param {string} name
 * @param {string} version
 */
function platformPackage(name, version) {
  const [, os, cpu, libc] = platform.exec(name) ?? [];
  if (os === undefined || cpu === undefined) return undefined;
  const libraries = libc === undefined ? {} : { libc: [libc === 'gnu' ? 'glibc' : libc] };
  return { version, cpu: [cpu], dev: true, ...libraries, optional: true, os: [os] };
}

/**
 * The place in the tree where Node would look first: beside the package, or below it where another version stands there.
 * @param {Record<string, Entry>} packages
 * @param {string} owner
 * @param {string} name
 * @param {string} version
 */
function placeFor(packages, owner, name, version) {
  const beside = owner.slice(0, owner.lastIndexOf('node_modules/')) + `node_modules/${name}`;
  const there = packages[beside]?.version ?? version;
  return there === version ? beside : `${owner}/node_modules/${name}`;
}

/** @param {string} file */
function complete(file) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {Record<string, Entry>} */
  const packages = lock.packages;
  for (const [owner, entry] of Object.entries(packages)) {
    delete entry.resolved;
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const added = platformPackage(name, version);
      if (added) packages[placeFor(packages, owner, name, version)] ??= added;
    }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
}

for (const folder of [root, vscodeHost]) complete(path.join(folder, 'package-lock.json'));
