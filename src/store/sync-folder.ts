import { open } from 'node:fs/promises';

/** Makes the names in a folder durable: those of files that were just made, renamed or removed. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and keeps names durable by itself
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
