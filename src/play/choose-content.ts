import { type Content, type DescribedResponse, mayBeJson } from '../openapi/index.js';

/** The contents in the order in which they are sent to a client that accepts several: JSON is what most can read. */
export function jsonFirst(response: DescribedResponse): readonly Content[] {
  let ordered = known.get(response);
  if (!ordered) {
    const isJsonContent = ({ mediaType }: Content) => mayBeJson(mediaType);
    const { contents } = response;
    ordered = [...contents.filter(isJsonContent), ...contents.filter(content => !isJsonContent(content))];
    known.set(response, ordered);
  }
  return ordered;
}

const known = new WeakMap<DescribedResponse, readonly Content[]>();
