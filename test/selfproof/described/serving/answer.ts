import { type Call, type Operation, type Pipe, Refusal, type Reply } from './call.js';

/** Creates the function that answers the requests to a server. */
export function answerWith<Parts extends Pipe>(
  parts: Parts,
  operations: readonly Operation<Parts>[],
): (call: Call) => Reply {
  return sent => {
    const call = { ...parts.receive(sent) };
    const perform = (): Reply => {
      const operation = findOperation(operations, call);
      if (!operation.isOpen) parts.authenticate(call);
      return operation.handle(parts, call);
    };
    return parts.finish(orRefuse(parts, perform), call);
  };
}

function orRefuse(parts: Pipe, perform: () => Reply): Reply {
  try {
    return perform();
  } catch (error) {
    if (error instanceof Refusal) return parts.refuse(error);
    throw error;
  }
}

/** Finds the operation of a call, and notes it there with the parts of the path. */
function findOperation<Parts>(operations: readonly Operation<Parts>[], call: Call): Operation<Parts> {
  const matches = operations.flatMap(operation => {
    const params = matchPath(operation.path, call.path);
    return params ? [{ operation, params }] : [];
  });
  if (matches.length === 0) throw new Refusal(404, 'There is nothing at this path.');
  const match = matches.find(({ operation }) => operation.method === call.method);
  if (!match) {
    throw new MethodNotAllowed(matches.map(({ operation }) => operation.method));
  }
  call.operation = match.operation.id;
  call.params = match.params;
  return match.operation;
}

/** The refusal of a method that a path does not have. */
export class MethodNotAllowed extends Refusal {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super(405, `Use ${allowed.join(' or ')} here.`);
    this.allowed = allowed;
  }
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const sent = path.split('/');
  if (wanted.length !== sent.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const text = decode(sent[at] ?? '');
    if (text === undefined) return undefined;
    if (part.startsWith('{') && text !== '') params[part.slice(1, -1)] = text;
    else if (part !== text) return undefined;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
