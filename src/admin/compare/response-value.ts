import { redactHeaders, redactJson, redactText } from '../../journal/index.js';
import type { TargetExchange } from '../../target/index.js';

/** Headers of the connection and of the server program, which say nothing about the API, and those of the mock alone. */
const LEFT_OUT =
  /^(connection|content-length|date|keep-alive|server|transfer-encoding|via|x-powered-by|(understudy|preference|access-control|cross-origin)-.*)$/;

/**
 * What is compared of a response, without its secrets: its status, its headers and its body, as JSON where it is JSON. Where
 * there is no response, only the failure.
 */
export function responseValue({ response, failure }: TargetExchange): Readonly<Record<string, unknown>> {
  if (!response) return { failure: failure?.message ?? 'There is no response.' };
  const { status, headers, json, text, issue } = response;
  const kept = Object.entries(redactHeaders(headers)).filter(([name]) => !LEFT_OUT.test(name));
  return {
    status,
    headers: Object.fromEntries(kept),
    ...(text !== '' && { body: json === undefined ? redactText(text) : redactJson(json) }),
    ...(issue && { issue: `The body ${issue.message}.` }),
  };
}
