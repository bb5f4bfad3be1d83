import type { Schema } from '../openapi/index.js';
import { readBeside } from './contract-files.js';
import type { Operation } from './operation.js';

/** The media type of every request body and response body. */
export const JSON_MEDIA = 'application/json';

/** A request body or a response in an OpenAPI description, by media type. */
export type JsonContent = {
  content?: Readonly<
    Record<
      string,
      { schema: Schema; examples?: Readonly<Record<string, { value: unknown } | { externalValue: string }>> }
    >
  >;
};

type Described = {
  operationId: string;
  requestBody?: JsonContent;
  responses: Readonly<Record<string, JsonContent>>;
};

/** Reads the examples of an operation's responses and body. A missing file is therefore an error at the start. */
export function readExamples(
  { operationId, requestBody, responses }: Described,
  api: string,
): Pick<Operation, 'examples' | 'example' | 'bodyExample'> {
  const texts = new Map(
    Object.entries({ ...responses, ...(requestBody && { [BODY]: requestBody }) }).map(([of, content]) => [
      of,
      readTexts(content, api),
    ]),
  );
  const namesOf = (status: number) => [...(texts.get(String(status))?.keys() ?? [])];
  const find = (of: string, name: string | undefined) => {
    const text = name === undefined ? undefined : texts.get(of)?.get(name);
    if (text === undefined)
      throw new Error(`${operationId} documents no example ${name === undefined ? '' : `${name} `}of ${of}`);
    return text;
  };
  return {
    examples: namesOf,
    example: (status, name = namesOf(status)[0]) => find(String(status), name),
    bodyExample: name => find(BODY, name),
  };
}

/** The key of the request body, beside the statuses of the responses. */
const BODY = 'its body';

/** The JSON texts of examples by their names. */
function readTexts({ content }: JsonContent, api: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(content?.[JSON_MEDIA]?.examples ?? {}).map(([name, example]) => [
      name,
      JSON.stringify('value' in example ? example.value : JSON.parse(readBeside(api, example.externalValue))),
    ]),
  );
}
