import { type Aim, aimOf } from './aim.js';
import { canaryOf } from './canary.js';
import { census } from './census.js';
import { displace } from './displace.js';
import { type FuzzedServer, type Memory, startServer } from './fuzzed-server.js';
import { fireRound } from './round.js';

export type CampaignOptions = {
  seed: number;
  /** How many requests to send at least. */
  requests: number;
  onProgress(sentence: string): void;
};

export type CampaignResult = {
  sent: number;
  /** What went wrong, with what repeats it; undefined where nothing did. */
  finding: string | undefined;
  /** What the server held after the first half, when all that it keeps for later was filled, and at the end. */
  memory: readonly Memory[];
};

/** How many milliseconds anything may take: this finds what hangs, and says nothing about speed. */
const PATIENCE = 30_000;
/** After how many requests the next line of progress is due. */
const STRIDE = 5000;

/** Attacks one server, round by round, until it has got so many requests or one of them went wrong. */
export async function campaign({ seed, requests, onProgress }: CampaignOptions): Promise<CampaignResult> {
  const server = await startServer();
  const memory: Memory[] = [];
  let sent = 0;
  let due = STRIDE;
  try {
    const canary = canaryOf(server.tokens.admin);
    let finding = await canary({ port: server.port, patience: PATIENCE });
    for (let round = 0; sent < requests && !finding; round++) {
      const aim = aimOf(seed + round, server.tokens);
      const fired = await fireRound({ server, aim, seed: seed + round, patience: PATIENCE, canary, onProgress });
      sent += fired.sent;
      finding = fired.finding ?? (await afterwards(server, aim));
      if (memory.length === 0 && sent * 2 >= requests) memory.push(await quietMemory(server));
      if (sent >= due) onProgress(`${sent} requests, seed ${seed + round}`);
      while (due <= sent) due += STRIDE;
    }
    if (!finding) memory.push(await quietMemory(server));
    return { sent, finding, memory };
  } finally {
    await server.stop();
  }
}

async function afterwards(server: FuzzedServer, aim: Aim): Promise<string | undefined> {
  return server.complaint() || census(aim, { port: server.port, patience: PATIENCE });
}

/** How many milliseconds the server has to let go of connections that are closed. */
const QUIET = 5000;

/** The memory once no sandbox has what was created in it, and no connection is left, or none goes any more. */
async function quietMemory(server: FuzzedServer): Promise<Memory> {
  await displace(server, { port: server.port, patience: PATIENCE });
  const end = performance.now() + QUIET;
  for (;;) {
    const memory = await server.memory();
    if (memory.sockets === 0 || performance.now() > end) return memory;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
