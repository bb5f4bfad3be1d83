// `npm run dev -- <flags of serve>`: compiles `src/` after each change, and restarts the server with the result.
import { spawn } from 'node:child_process';
// the compiler itself: `tsc` runs it as a child, which stays when `tsc` is ended
import compilerPath from './node_modules/typescript/lib/getExePath.js';

const children = [
  [compilerPath(), '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
  [process.execPath, '--watch', '--watch-preserve-output', 'dist/cli/main.js', 'serve', ...process.argv.slice(2)],
].map(([command = '', ...args]) => spawn(command, args, { stdio: 'inherit' }));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
for (const child of children) child.on('exit', stop);

function stop() {
  for (const child of children) child.kill();
}
