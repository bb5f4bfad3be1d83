import type { Entry } from './entry.js';
import { redactUrl } from './redact/redact.js';

/**
 * Formats what a list shows of an entry. JSON leaves out members that are undefined. `violations` is undefined where they are
 * not counted yet and `count` is false: to count them takes many times as long as the rest.
 */
export function summarizeEntry(entry: Entry, { count = true } = {}): Record<string, unknown> {
  const { id, exchange } = entry;
  const { unknownParameters, unknownFields, callback } = exchange;
  return {
    id,
    at: new Date(exchange.startedAt).toISOString(),
    milliseconds: Math.round(exchange.milliseconds * 1000) / 1000,
    method: exchange.method,
    url: redactUrl(exchange.url),
    status: exchange.status,
    api: exchange.api,
    operation: exchange.operation,
    respondedBy: exchange.respondedBy,
    rule: exchange.rule,
    sandbox: exchange.sandbox,
    callback: callback && true,
    violations: count || entry.isDescribed ? entry.description.violations.length : undefined,
    unknown: unknownParameters.length + unknownFields.length || undefined,
  };
}
