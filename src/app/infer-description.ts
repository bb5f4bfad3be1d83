import { relative } from 'node:path';
import { chooseSuccess, loadDescription } from '../openapi/index.js';
import { exampleWarnings } from '../play/index.js';

/** What is understood of a description, and what is not. */
export type Inference = {
  title: string;
  /** The version of OpenAPI. */
  openapi: string;
  basePath: string;
  operations: readonly InferredOperation[];
  warnings: readonly InferredWarning[];
};

export type InferredOperation = {
  id: string;
  method: string;
  path: string;
  /** The status and the media type of its response: `200 application/json`. */
  response: string;
  /** Where the body comes from: an example, values made from the schema, or nowhere. */
  source: 'example' | 'schema' | 'none';
};

export type InferredWarning = {
  /** The file as it can be opened from here, and the line, counted from 1. */
  file: string;
  line: number;
  /** The place in the file, as a JSON pointer. */
  place: string;
  message: string;
};

/** Reads a description and says what is understood of it. Rejects with `description-invalid`. */
export async function inferDescription(
  location: string,
  options: { allowRefs?: readonly string[] } = {},
): Promise<Inference> {
  const description = await loadDescription(location, options);
  const warnings = [...description.warnings(), ...exampleWarnings(description)];
  const lines = description.lines(warnings);
  const folder = location.replace(/[^/\\]*$/, '');
  return {
    title: description.title,
    openapi: description.openapi,
    basePath: description.basePaths[0] ?? '',
    operations: description.operations.map(operation => {
      const success = chooseSuccess(operation);
      const content = success?.response.contents[0];
      const source = !content ? 'none' : content.examples.length > 0 ? 'example' : 'schema';
      const { id, method, path } = operation;
      return {
        id,
        method,
        path,
        response: success ? `${success.status} ${content?.mediaType ?? ''}`.trim() : 'none',
        source,
      };
    }),
    warnings: warnings.map(({ place, message }, at) => {
      const [file = '', pointer = ''] = place.split('#');
      return { file: fileFrom(folder, file), line: lines[at] ?? 1, place: pointer, message };
    }),
  };
}

function fileFrom(folder: string, file: string): string {
  return /^https?:/i.test(folder) ? folder + file : relative(process.cwd(), folder + file) || file;
}
