import { Problem } from '../kernel/index.js';
import {
  type ChosenResponse,
  type Content,
  chooseContent,
  type DescribedOperation,
  type DescribedResponse,
  isBodiless,
} from '../openapi/index.js';
import type { ApiResponse, Preferred, RequestParts } from '../server/index.js';
import { jsonFirst } from './choose-content.js';
import { DescribedBodies } from './described-bodies.js';
import { createHeaders } from './described-headers.js';
import type { Refuse } from './refuse/refuse.js';
import { refuseAccept } from './refuse/refuse-accept.js';
import { concreteType } from './serialize.js';

/** A response that the description has, and the request that gets it. */
export type WantedResponse = ChosenResponse & { request: RequestParts; preferred: Preferred };

/** An operation, and the name of what its responses are about: `pets`. */
type NamedOperation = { described: DescribedOperation; name: string };

/** Creates the function that responds as an operation documents it: with an example, or with values made from the schema. */
export function createResponder({ seed, isDynamic, refuse }: { seed: number; isDynamic: boolean; refuse: Refuse }) {
  const bodies = new DescribedBodies({ seed });
  return (
    { described, name }: NamedOperation,
    { status, response, request, preferred }: WantedResponse,
  ): ApiResponse => {
    const headers = createHeaders(response.headers, seed);
    if (response.contents.length === 0 || isBodiless(status)) {
      return { status, body: '', mediaType: '', headers, certainty: 'explicit' };
    }
    const { accept } = request.headers;
    const withExample = jsonFirst(response).filter(content => contentHasExample(content, preferred.example));
    const content = chooseContent(withExample, accept) ?? chooseContent(jsonFirst(response), accept);
    if (!content) return refuseAccept(described, response.contents, refuse);
    const { body, certainty } = bodies.create(content, {
      example: preferred.example,
      isDynamic: preferred.isDynamic ?? isDynamic,
      key: () => keyOf(request),
      name,
    });
    return { status, body, mediaType: concreteType(content.mediaType), headers, certainty };
  };
}

/** Whether a response has an example with a name; every response has the one without. */
export function hasExample({ contents }: DescribedResponse, name: string | undefined): boolean {
  return name === undefined || contents.some(content => contentHasExample(content, name));
}

function contentHasExample({ examples }: Content, name: string | undefined): boolean {
  return name === undefined || examples.some(example => example.name === name);
}

/**
 * The response that has an example, the successful one first. As Prism does, it may be of any response, and the status then
 * follows. Throws `outcome-unknown`.
 */
export function findByExample(
  { id, responses }: DescribedOperation,
  name: string,
  success: ChosenResponse | undefined,
): ChosenResponse {
  const exact = responses.filter(({ status }) => /^\d{3}$/.test(status));
  const all = [
    ...(success ? [success] : []),
    ...exact.map(response => ({ status: Number(response.status), response })),
  ];
  const found = all.find(({ response }) => hasExample(response, name));
  if (found) return found;
  const examples = all.flatMap(({ response }) => response.contents.flatMap(({ examples }) => examples));
  const listed = [...new Set(examples.map(({ name }) => name))];
  throw new Problem('outcome-unknown', `${id} documents no example ${name}.`, {
    fix: listed.length > 0 ? `It documents ${listed.join(', ')}.` : 'It documents no examples.',
  });
}

/** The same for the same request, whatever the order of its headers. */
function keyOf({ path, search }: RequestParts): string {
  return `${JSON.stringify(path)} ${search}`;
}
