import { Problem } from '../kernel/index.js';

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

export function unsaved(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  return new Problem('data-unsaved', `Failed to save the data: ${(cause as Error).message}.`, { cause });
}

export function checkpointFailed(cause: unknown): Problem {
  return new Problem('checkpoint-failed', `Failed to rewrite the data file: ${(cause as Error).message}.`, { cause });
}
