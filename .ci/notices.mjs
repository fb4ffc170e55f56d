// Writes THIRD-PARTY-NOTICES: the licences of what the bundles contain. `--check`: fails if the file says otherwise.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundledPackages } from './bundles.mjs';
import { main, Refusal, root } from './process.mjs';

const target = path.join(root, 'THIRD-PARTY-NOTICES');
const rule = '='.repeat(80);

/** @param {string} folder */
function notice(folder) {
  const directory = path.join(root, folder);
  const manifest = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const text = file === undefined ? '' : readFileSync(path.join(directory, file), 'utf8').replaceAll('\r\n', '\n');
  const source = manifest.homepage ?? manifest.repository?.url ?? '';
  return [rule, `${manifest.name} ${manifest.version} (${manifest.license})`, source, '', text.trim(), ''].join('\n');
}

await main(async () => {
  const packages = await bundledPackages();
  const intro =
    'IPC Tracer contains the following software, each under its own licence.\n' +
    'Where a package offers a choice of licences, the one chosen is the one whose text is given.\n';
  const notices = `${intro}\n${packages.map(notice).join('\n')}`;
  if (!process.argv.includes('--check')) writeFileSync(target, notices);
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== notices) {
    throw new Refusal('THIRD-PARTY-NOTICES does not name what the bundles contain: run `npm run notices`.');
  }
});
