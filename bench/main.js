// The mock beside other servers, and beside what the house has promised: `npm run bench -- --help`. Those that are compared
// take turns within every round, so that a slow moment of the machine hits them alike; ratios are taken round by round.
import { cpus } from 'node:os';
import { optionsOf } from './options.js';
import { progress } from './progress.js';
import { setStage } from './stage.js';
import { markdown } from './table.js';
import { copies } from './works/copies.js';
import { described } from './works/described.js';
import { memory } from './works/memory.js';
import { mixed } from './works/mixed.js';
import { reading } from './works/reading.js';
import { replicas } from './works/replicas.js';
import { sizeOf } from './works/sizes.js';
import { stall } from './works/stall.js';
import { starting } from './works/start.js';
import { startingDescribed } from './works/start-described.js';
import { writing } from './works/writing.js';

// whatever ends the run ends its children and removes its folder, as `exit` is told
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

try {
  await bench(optionsOf(process.argv.slice(2)));
  process.exit();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
}

/**
 * Runs the works that are asked for and prints a table of each group.
 * @param {import('./options.js').Options} options
 */
async function bench(options) {
  const stage = setStage(options.folder);
  const began = performance.now();
  const tables = [];
  if (options.does('get', 'list', 'search', 'mixed')) {
    const sizes = [];
    for (const users of options.records) sizes.push(await sizeOf(stage, users));
    if (options.does('get', 'list', 'search')) tables.push(await reading(sizes, options));
    if (options.does('mixed')) tables.push(await mixed(sizes, options));
    for (const size of sizes) await size.stop();
  }
  if (options.does('create', 'patch')) tables.push(await writing(stage, options));
  if (options.does('stall')) tables.push(await stall(stage, options));
  if (options.does('start')) tables.push(await starting(stage, options));
  if (options.does('memory')) tables.push(await memory(stage, options));
  if (options.does('copies')) tables.push(await copies(stage, options));
  if (options.does('api')) tables.push(await described(stage, options), await startingDescribed(stage, options));
  const { store } = options;
  if (store !== undefined && options.does('replicas')) tables.push(await replicas(stage, { ...options, store }));
  progress(`done in ${Math.round((performance.now() - began) / 1000)} s\n`);

  console.log(tables.map(markdown).join('\n'));
  const { rounds, seconds } = options;
  const flags = process.argv.slice(2);
  const command = flags.length > 0 ? `npm run bench -- ${flags.join(' ')}` : 'npm run bench';
  console.log(
    `\`${command}\`, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${process.platform}; ` +
      `medians of ${rounds} interleaved round${rounds === 1 ? '' : 's'} of ${seconds} s.`,
  );
}
