import type { Operation } from '../../contract/index.js';
import { formatPointer, Problem } from '../../kernel/index.js';
import type { ApiResponse } from '../port/handler.js';

/** Validates a response. Throws `response-violates-contract` with every violation and its schema pointer. */
export function validateResponse(operation: Operation, { status, json }: ApiResponse): void {
  const violations = operation.violations({
    status,
    mediaType: 'application/json',
    body: JSON.parse(typeof json === 'string' ? json : Buffer.from(json).toString()),
  });
  if (violations.length === 0) return;
  const named = violations.map(({ path, message, schemaPath }) => `${formatPointer(path)} ${message} (${schemaPath})`);
  throw new Problem('response-violates-contract', `${operation.id} responded ${status}: ${named.join('; ')}.`);
}
