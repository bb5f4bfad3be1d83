import { Problem } from '../../kernel/index.js';

export function closed(): Problem {
  return new Problem('mock-closed', 'Failed to change the data: the mock has been closed.');
}

export function gone(): Problem {
  return new Problem('sandbox-gone', 'The sandbox was made anew or forgotten, with all that it held.');
}

export function dataReplaced(): Problem {
  return new Problem(
    'data-replaced',
    'The data were put back or replaced while the request waited; it changed nothing.',
  );
}

/** Records that the new definitions of their collections refuse, by collection. */
export function refusedRecords(refused: ReadonlyMap<string, number>): Problem {
  const named = [...refused].map(([name, count]) => `${count} of ${name}`).join(', ');
  return new Problem('records-invalid', `Records do not fit the new description: ${named}.`);
}

export function unsaved(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const fix = `${advice(cause)}, then send the request again.`;
  return new Problem('data-unsaved', `Failed to save the data: ${(cause as Error).message}.`, { fix, cause });
}

/** The data file is as it was before; most often the log has what it lacks. */
export function checkpointFailed(cause: unknown, { isLogged }: { isLogged: boolean }): Problem {
  const message = (cause as Error).message.replace(/^Failed to save the data: |\.$/g, '');
  const fix = `${advice(cause)}.${isLogged ? ' The log has all changes, and the next start reads it.' : ''}`;
  return new Problem('checkpoint-failed', `Failed to rewrite the data file: ${message}.`, { fix, cause });
}

/** What another program did to the files, and what becomes of it while the folder is still this process's own. */
export function mending(cause: unknown): unknown {
  if (!(cause instanceof Problem)) return cause;
  const fix = 'The server writes the data file and the log anew; send the request again.';
  return new Problem(cause.code, cause.message, { fix, cause });
}

/** What was wrong with the files when they were left: nothing mends them any more. */
export function closedWithout(cause: unknown): unknown {
  if (!(cause instanceof Problem)) return cause;
  const message = cause.message.replace('Failed to save the data', 'Stopped, but not all changes are saved');
  return new Problem(cause.code, message, { ...(cause.code === 'data-unsaved' && { fix: cause.fix }), cause });
}

/** Acknowledged changes that only the memory has, as there may be with the durability `none`. */
export function lacking(): Problem {
  return new Problem('data-unsaved', 'Failed to save the data: the log lacks changes that were acknowledged.', {
    fix: 'Make them again; with `--durability write` none is acknowledged before it is saved.',
  });
}

/** What to do about a failure of the system. */
function advice(cause: unknown): string {
  if (cause instanceof Problem) return cause.fix.replace(/\.$/, '');
  return ADVICE[(cause as NodeJS.ErrnoException).code ?? ''] ?? 'See that the data folder can be read and written';
}

const FREE_SPACE = 'Free space';
const MAKE_WRITABLE = 'Make the data folder and its files writable';
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: FREE_SPACE,
  EDQUOT: FREE_SPACE,
  EFBIG: 'Free space or raise the limit on the size of files',
  EACCES: MAKE_WRITABLE,
  EPERM: MAKE_WRITABLE,
  EROFS: MAKE_WRITABLE,
  EIO: 'Check the disk',
  EEXIST: 'Move the file that is in the way',
  EMFILE: 'Raise the limit on open files',
  ENFILE: 'Raise the limit on open files',
};
