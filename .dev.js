// `npm run dev -- <flags of serve>`: builds `src/` after each change, and restarts the server with the result.
import { spawn } from 'node:child_process';
import { readFileSync, unwatchFile, utimesSync, watchFile } from 'node:fs';

const children = [
  ['node_modules/rolldown/bin/cli.mjs', '--config', '--watch'],
  ['node_modules/vite/bin/vite.js', 'build', '--watch'],
  ['--watch', '--watch-preserve-output', 'dist/cli/main.js', 'serve', ...process.argv.slice(2)],
].map(args => spawn(process.execPath, args, { stdio: 'inherit' }));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
for (const child of children) child.on('exit', stop);

// the server reads the console once, and starts again when its own code changes
const MANIFEST = 'dist/console/manifest.json';
let built = readFileSync(MANIFEST, 'utf8');
watchFile(MANIFEST, { interval: 200 }, ({ mtimeMs }) => {
  // a build removes the file before it writes it
  if (mtimeMs === 0) return;
  const now = readFileSync(MANIFEST, 'utf8');
  if (now === built) return;
  built = now;
  utimesSync('dist/cli/main.js', new Date(), new Date());
});

function stop() {
  for (const child of children) child.kill();
  unwatchFile(MANIFEST);
}
