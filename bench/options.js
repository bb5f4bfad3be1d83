import { parseArgs } from 'node:util';

/** Every work by the name that `--only` takes. */
export const WORKS = /** @type {const} */ ([
  'get',
  'list',
  'search',
  'mixed',
  'create',
  'patch',
  'stall',
  'start',
  'memory',
  'copies',
  'api',
  'replicas',
]);

/**
 * What is measured, and how: `records`, the sizes of the data, from few to many, `seconds` of each load, `rounds` of which medians are taken.
 * @typedef {{ records: number[], connections: number[], rounds: number, seconds: number, folder: string | undefined, peers: string | undefined,
 *   store: string | undefined,
 *   does(...works: (typeof WORKS)[number][]): boolean }} Options
 */

const QUICK = { records: '1000', connections: '10', rounds: '1', seconds: '0.5' };
const WHOLE = { records: '1000,100000,1000000', connections: '10,50', rounds: '3', seconds: '2' };

/** A million records of a description take minutes to make. */
const API_SIZES = '1000,100000';

const HELP = `npm run bench -- <flags>

  --records 1000,100000 sizes of the data (default: ${WHOLE.records})
  --only get,list       works: ${WORKS.join(', ')} (default: all)
  --connections 10,50   connections at once (default: ${WHOLE.connections})
  --rounds 3            rounds in which the servers take turns (default: ${WHOLE.rounds})
  --seconds 2           how long each server is loaded in a round (default: ${WHOLE.seconds})
  --folder DIR          where the data are put while it runs (default: the folder for temporary files)
  --api                 an API of a description; the same as --only api, with ${API_SIZES} records (or --records)
  --peers DIR           where Prism and @scalar/mock-server are installed, to run beside it (default: they are left out)
  --store postgres://…  a PostgreSQL database for replicas, which get schemas of their own (default: they are left out)
  --quick               ${Object.entries(QUICK)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ')}, unless given
`;

/**
 * Reads the flags; throws with the help where they are wrong.
 * @param {string[]} args
 * @returns {Options}
 */
export function optionsOf(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flags = {
    records: text,
    only: text,
    connections: text,
    rounds: text,
    seconds: text,
    folder: text,
    peers: text,
    store: text,
  };
  const aSwitch = /** @type {const} */ ({ type: 'boolean' });
  const { values } = parseArgs({ args, options: { ...flags, api: aSwitch, quick: aSwitch, help: aSwitch } });
  if (values.help) throw new Error(HELP);
  const defaults = values.quick ? QUICK : WHOLE;
  const only = values.api ? ['api'] : (values.only?.split(',') ?? [...WORKS]);
  const unknown = only.filter(name => !WORKS.some(work => work === name));
  if (unknown.length > 0) throw new Error(`Failed to read --only: there is no work ${unknown.join(', ')}.\n\n${HELP}`);
  return {
    records: numbers('records', values.records ?? (values.api && !values.quick ? API_SIZES : defaults.records), 1000),
    connections: numbers('connections', values.connections ?? defaults.connections, 1),
    rounds: numbers('rounds', values.rounds ?? defaults.rounds, 1)[0] ?? 1,
    seconds: numbers('seconds', values.seconds ?? defaults.seconds, 0.01)[0] ?? 1,
    folder: values.folder,
    peers: values.peers,
    store: values.store,
    does: (...works) => works.some(work => only.includes(work)),
  };
}

/**
 * @param {string} flag
 * @param {string} text
 * @param {number} least
 */
function numbers(flag, text, least) {
  const read = text.split(',').map(Number);
  if (read.every(number => number >= least)) return read.toSorted((left, right) => left - right);
  throw new Error(`Failed to read --${flag}: it is ${text}, and must be numbers from ${least}.\n\n${HELP}`);
}
