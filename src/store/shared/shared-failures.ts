import { Problem } from '../../kernel/index.js';

/** The engine does not respond at present. */
export function unavailable(reason: string, cause: unknown): Problem {
  return new Problem('store-unavailable', `The shared store does not respond: ${reason}.`, { cause });
}

/** What only a person can make right. */
export function unusable(reason: string, { fix, cause }: { fix?: string; cause?: unknown } = {}): Problem {
  return new Problem('store-unusable', `Failed to use the shared store: ${reason}.`, {
    cause,
    ...(fix !== undefined && { fix }),
  });
}

/** A change that was undone, since the engine did not save it. */
export function notSaved(cause: unknown): Problem {
  return new Problem('store-unavailable', `Failed to save the change: ${(cause as Error).message}.`, {
    fix: 'The change was undone. Send the request again.',
    cause,
  });
}

/** A change of which the engine has not said whether it was saved. */
export function inDoubt(cause: unknown): Problem {
  const reason = (cause as Error).message;
  return new Problem('write-in-doubt', `The change may be saved or not: ${reason}.`, { cause });
}
