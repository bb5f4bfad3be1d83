import type { HttpAnswer } from './answer-reader.js';
import type { Attack } from './attack.js';
import type { HttpRequest } from './http-request.js';
import type { Outcome } from './strike.js';

const PROBLEM = 'application/problem+json';

/** What the server did wrong under an attack; undefined where nothing. */
export function verdictOf({ expects }: Attack, { answers, fault, text, isLate }: Outcome): string | undefined {
  if (typeof expects === 'string') {
    if (isLate) return 'the connection was not closed';
    // what is within a body never stands at the end of a line
    return expects === 'no failure' ? /HTTP\/1\.1 5\d\d [^\r\n"]*\r\n[\s\S]{0,500}/.exec(text)?.[0] : undefined;
  }
  if (fault) return fault;
  for (const [at, request] of expects.entries()) {
    const answer = answers[at];
    const wrong = answer
      ? answerFault(request, answer)
      : `no answer came${isLate ? '' : ', the connection was closed'}`;
    if (wrong) return `${nameOf(request)}: ${wrong}`;
  }
  return undefined;
}

/** What is wrong with the answer to a sound request. */
function answerFault({ operation, method }: HttpRequest, { status, headers, body }: HttpAnswer): string | undefined {
  if (status < 200 || status >= 500) return `it answered ${status}: ${body.toString().slice(0, 500)}`;
  if (method === 'HEAD' || status === 204) return undefined;
  const mediaType = headers.get('content-type') ?? '';
  const json = parsed(body);
  if (json === undefined) return `the body of a ${status} is no JSON: ${body.toString().slice(0, 500)}`;
  if (!operation || (mediaType === PROBLEM && status >= 400)) return undefined;
  const [violation] = operation.violations({ status, mediaType, body: json });
  return violation && `a ${status} violates the contract: /${violation.path.join('/')} ${violation.message}`;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function nameOf({ method, target }: HttpRequest): string {
  return `${method} ${target.slice(0, 200)}`;
}
