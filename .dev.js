// `npm run dev -- <flags of serve>`: builds `src/` after each change, and restarts the server with the result.
import { spawn } from 'node:child_process';

const children = [
  ['node_modules/rolldown/bin/cli.mjs', '--config', '--watch'],
  ['--watch', '--watch-preserve-output', 'dist/cli/main.js', 'serve', ...process.argv.slice(2)],
].map(args => spawn(process.execPath, args, { stdio: 'inherit' }));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
for (const child of children) child.on('exit', stop);

function stop() {
  for (const child of children) child.kill();
}
