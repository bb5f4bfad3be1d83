import { isObject } from '../../kernel/index.js';
import type { Located } from '../load/documents.js';
import type {
  Content,
  DescribedResponse,
  Parameter,
  ParameterIn,
  PartEncoding,
  RequestBody,
  ResponseHeader,
  ResponseLink,
} from '../operation.js';
import { readMediaType } from './media-types.js';
import { STYLES } from './parameter-styles.js';
import { items, member, members, type ReadContext, readExamples, text } from './reading.js';

/** Reads the parameters of a path or of an operation in 3.x. */
export function readParameters(list: Located, reading: ReadContext): Parameter[] {
  return items(list, reading).flatMap(parameter => readParameter(parameter, reading) ?? []);
}

const PLACES: readonly ParameterIn[] = ['path', 'query', 'header', 'cookie'];

function readParameter(located: Located, reading: ReadContext): Parameter | undefined {
  const { value, place } = located;
  const where = PLACES.find(one => isObject(value) && value.in === one);
  const name = text(member(located, 'name'));
  if (!isObject(value) || name === undefined || where === undefined) {
    reading.warnings.add(place, 'must have a name and be in path, query, header or cookie; it is ignored');
    return undefined;
  }
  const [[mediaType, content] = []] = members(member(located, 'content'), reading);
  const { style, explode } = readStyle(value, { in: where, place }, reading);
  return {
    name,
    in: where,
    required: where === 'path' || value.required === true,
    style,
    explode,
    allowEmptyValue: value.allowEmptyValue === true,
    description: text(member(located, 'description')),
    mediaType: mediaType?.toLowerCase(),
    place,
    schema: schemaIn(content ?? located, reading),
    examples: readExamples(content ?? located, reading),
  };
}

/** The style of a parameter, and whether it is exploded, with the defaults of its place. */
function readStyle(
  value: Record<string, unknown>,
  { in: where, place }: Pick<Parameter, 'in' | 'place'>,
  { warnings }: ReadContext,
): Pick<Parameter, 'style' | 'explode'> {
  const [usual] = STYLES[where];
  const style = value.style === undefined ? usual : STYLES[where].find(one => one === value.style);
  if (!style)
    warnings.add(
      place,
      `has the style ${JSON.stringify(value.style)}, which a ${where} parameter cannot have; ${usual} is used`,
    );
  const used = style ?? usual;
  const explode = typeof value.explode === 'boolean' ? value.explode : used === 'form';
  return { style: used, explode };
}

/** The schema of a parameter or header; where there is none, any value is allowed. */
function schemaIn(located: Located, { schemas }: ReadContext, direction: 'request' | 'response' = 'request') {
  const { value, place } = member(located, 'schema');
  return schemas[direction].at(place, value === undefined ? true : undefined);
}

/** Reads a request body of 3.x. */
export function readBody(located: Located, reading: ReadContext): RequestBody | undefined {
  if (!isObject(located.value)) return undefined;
  return {
    required: located.value.required === true,
    place: located.place,
    contents: readContents(member(located, 'content'), 'request', reading),
  };
}

function readContents(located: Located, direction: 'request' | 'response', reading: ReadContext): Content[] {
  return members(located, reading).map(([mediaType, content]) => {
    const schema = member(content, 'schema');
    return {
      mediaType: readMediaType(mediaType, content.place, reading),
      place: content.place,
      schema: schema.value === undefined ? undefined : reading.schemas[direction].at(schema.place),
      examples: readExamples(content, reading),
      encoding: Object.fromEntries(
        members(member(content, 'encoding'), reading).map(([name, part]) => [name, readEncoding(part)]),
      ),
    };
  });
}

function readEncoding(located: Located): PartEncoding {
  const style = STYLES.query.find(one => one === member(located, 'style').value) ?? 'form';
  const explode = member(located, 'explode').value;
  return {
    contentType: text(member(located, 'contentType')),
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form',
  };
}

/** Reads the responses of an operation in 3.x. */
export function readResponses(located: Located, reading: ReadContext): DescribedResponse[] {
  return responsesOf(located, reading).map(([status, response]) => ({
    status,
    description: text(member(response, 'description')) ?? '',
    certainty: member(response, 'x-certainty').value,
    place: response.place,
    contents: readContents(member(response, 'content'), 'response', reading),
    headers: members(member(response, 'headers'), reading)
      .filter(([name]) => name.toLowerCase() !== 'content-type')
      .map(([name, header]) => readHeader(name, header, reading)),
    links: members(member(response, 'links'), reading).flatMap(([name, link]) => readLink(name, link) ?? []),
  }));
}

/** A link without an operation leads nowhere. */
function readLink(name: string, link: Located): ResponseLink | undefined {
  const [id, reference] = [text(member(link, 'operationId')), text(member(link, 'operationRef'))];
  if (id === undefined && reference === undefined) return undefined;
  const { value: parameters } = member(link, 'parameters');
  return {
    name,
    place: link.place,
    operation: id !== undefined ? { id } : { reference: reference ?? '' },
    parameters: isObject(parameters) ? parameters : {},
    body: member(link, 'requestBody').value,
  };
}

/** The responses by status. A status that is none is left out, with a warning. */
export function responsesOf(located: Located, reading: ReadContext): (readonly [string, Located])[] {
  if (!isObject(located.value)) return [];
  return Object.keys(located.value).flatMap(status => {
    const written = member(located, status);
    // a status is documented even where what it refers to does not exist
    const response = reading.documents.follow(written) ?? { value: {}, place: written.place };
    const known = status.toLowerCase() === 'default' ? 'default' : status.toUpperCase();
    if (known === 'default' || /^[2-5](\d\d|XX)$/.test(known)) return [[known, response] as const];
    if (known.startsWith('X-')) return [];
    const reason = /^1(\d\d|XX)$/.test(known) ? 'of an interim response, which is not sent' : 'which is none';
    reading.warnings.add(response.place, `has the status ${status}, ${reason}; it is ignored`);
    return [];
  });
}

function readHeader(name: string, located: Located, reading: ReadContext): ResponseHeader {
  const [[, content] = []] = members(member(located, 'content'), reading);
  return {
    name,
    required: member(located, 'required').value === true,
    place: located.place,
    schema: schemaIn(content ?? located, reading, 'response'),
    explode: member(located, 'explode').value === true,
    examples: readExamples(content ?? located, reading),
  };
}
