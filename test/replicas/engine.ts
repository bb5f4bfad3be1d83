import { execFile, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL in a folder of its own. */
export class Engine {
  readonly #folder: string;
  readonly #port: number;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  static async start(): Promise<Engine> {
    const folder = mkdtempSync(join(tmpdir(), 'understudy-postgres-'));
    const owner = await ownerIds();
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const engine = new Engine(folder, await freePort());
    const setUp = ['-D', engine.#data, '-U', USER, '-E', 'UTF8', '--locale', 'C', '-A', 'trust', '--no-sync'];
    await runAsOwner('initdb', setUp, folder);
    // only other names need a password; the engine does not tell a wrong one from a name that it does not know
    const access = `host all ${USER} ${HOST}/32 trust\nlocal all all trust\nhost all all ${HOST}/32 scram-sha-256\n`;
    writeFileSync(join(engine.#data, 'pg_hba.conf'), access);
    await engine.startAgain();
    return engine;
  }

  /** The URL of a database, which is created. */
  async database(name: string): Promise<string> {
    await runAsOwner('createdb', ['-h', HOST, '-p', String(this.#port), '-U', USER, name], this.#folder);
    return this.url(name);
  }

  url(name: string): string {
    return `postgres://${USER}@${HOST}:${this.#port}/${name}`;
  }

  async startAgain(): Promise<void> {
    const options = `-h ${HOST} -p ${this.#port} -k ${this.#folder} -c max_connections=200`;
    const log = join(this.#folder, 'log');
    await runAsOwner('pg_ctl', ['-D', this.#data, '-o', options, '-l', log, '-w', 'start'], this.#folder);
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    await runAsOwner('pg_ctl', ['-D', this.#data, '-m', 'immediate', '-w', 'stop'], this.#folder);
  }

  async stop(): Promise<void> {
    await this.kill().catch(() => {});
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What it has written to its log. */
  log(): string {
    return readFileSync(join(this.#folder, 'log'), 'utf8');
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }
}

const USER = 'understudy';
const HOST = '127.0.0.1';

/** PostgreSQL refuses to run as root. */
async function ownerIds(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag => Number((await run('id', [flag, 'postgres'])).stdout)),
  );
  return { uid: uid as number, gid: gid as number };
}

/** Runs a program of PostgreSQL, whose output goes nowhere: a server that goes on would keep it open. */
async function runAsOwner(program: string, args: string[], cwd: string): Promise<void> {
  const owner = await ownerIds();
  const child = spawn(join(programs(), program), args, { cwd, stdio: 'ignore', ...owner });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}

/** The folder of the newest PostgreSQL, as Debian lays it out. */
function programs(): string {
  const [newest] = readdirSync('/usr/lib/postgresql').sort((left, right) => Number(right) - Number(left));
  return `/usr/lib/postgresql/${newest}/bin`;
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, HOST, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
