import type { Wrap } from '../exchange.js';
import type { OperationName } from '../operation-of.js';
import { answer, on } from '../wraps.js';

/** Refuses bodies that are announced as some types. */
export function unsupportedMedia(name: OperationName, isRefused: (type: string) => boolean): Wrap {
  return on(name, (asked, server) =>
    asked.body !== '' && isRefused(asked.headers['content-type'] ?? '')
      ? answer(415, { error_type: 'unsupported_media_type', success: false })
      : server(asked),
  );
}
