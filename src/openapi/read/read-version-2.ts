import { isObject } from '../../kernel/index.js';
import type { Located } from '../load/documents.js';
import type { Content, DescribedResponse, Parameter, PartEncoding, RequestBody, ResponseHeader } from '../operation.js';
import { readMediaType } from './media-types.js';
import { COLLECTION_FORMATS } from './parameter-styles.js';
import { responsesOf } from './read-contents.js';
import { items, member, members, type ReadContext, text } from './reading.js';

/** The media types of an operation in 2.0: its own, or those of the description. */
type MediaTypes = { consumes: readonly string[]; produces: readonly string[] };

/** Reads the parameters of 2.0 that are not part of the body. */
export function readParameters2(list: readonly Located[], reading: ReadContext): Parameter[] {
  return list.flatMap(located => {
    const { value, place } = located;
    if (!isObject(value) || value.in === 'body' || value.in === 'formData') return [];
    const name = text(member(located, 'name'));
    const where = (['path', 'query', 'header'] as const).find(one => one === value.in);
    if (name === undefined || where === undefined) {
      reading.warnings.add(place, 'must have a name and be in path, query, header, formData or body; it is ignored');
      return [];
    }
    const { style, explode } = readFormat(located, reading);
    return {
      name,
      in: where,
      required: where === 'path' || value.required === true,
      style: where === 'query' ? style : 'simple',
      explode: where === 'query' && explode,
      allowEmptyValue: value.allowEmptyValue === true,
      description: text(member(located, 'description')),
      mediaType: undefined,
      place,
      schema: reading.schemas.request.at(place, schemaOf(value)),
      examples: exampleOf(located),
    } as const;
  });
}

function readFormat(located: Located, { warnings }: ReadContext) {
  const format = text(member(located, 'collectionFormat')) ?? 'csv';
  const known = COLLECTION_FORMATS[format];
  if (!known) warnings.add(located.place, `has the unknown collectionFormat ${format}; csv is used`);
  return known ?? { style: 'form' as const, explode: false };
}

/** A parameter or header of 2.0 has its schema's keywords among its own. */
function schemaOf(value: Record<string, unknown>): Record<string, unknown> {
  // some put a schema there as 3.x does
  if (isObject(value.schema)) return value.schema;
  return Object.fromEntries(Object.entries(value).filter(([keyword]) => !PARAMETER_WORDS.has(keyword)));
}

const PARAMETER_WORDS = new Set([
  'name',
  'in',
  'required',
  'description',
  'collectionFormat',
  'allowEmptyValue',
  'schema',
]);

function exampleOf(located: Located) {
  const example = ['example', 'x-example'].map(name => member(located, name)).find(({ value }) => value !== undefined);
  return example ? [{ name: 'example', place: example.place, value: () => example.value }] : [];
}

/** Reads the body of 2.0: the parameter `body`, or the form that the `formData` parameters make. */
export function readBody2(
  list: readonly Located[],
  { consumes }: MediaTypes,
  reading: ReadContext,
): RequestBody | undefined {
  const whole = list.find(({ value }) => isObject(value) && value.in === 'body');
  if (whole) {
    const schema = member(whole, 'schema');
    const types = consumes.length > 0 ? consumes : ['application/json'];
    const contents = types.map(mediaType => ({
      mediaType: readMediaType(mediaType, whole.place, reading),
      place: whole.place,
      schema: schema.value === undefined ? undefined : reading.schemas.request.at(schema.place),
      examples: exampleOf(whole),
      encoding: {},
    }));
    return { required: member(whole, 'required').value === true, place: whole.place, contents };
  }
  const fields = list.filter(({ value }) => isObject(value) && value.in === 'formData');
  return fields[0] && readForm(fields[0], fields, { consumes, reading });
}

function readForm(
  first: Located,
  fields: readonly Located[],
  { consumes, reading }: Pick<MediaTypes, 'consumes'> & { reading: ReadContext },
): RequestBody {
  const named = fields.flatMap(field => {
    const name = text(member(field, 'name'));
    return name === undefined || !isObject(field.value) ? [] : [{ name, field, value: field.value }];
  });
  const required = named.filter(({ value }) => value.required === true).map(({ name }) => name);
  const hasFile = named.some(({ value }) => value.type === 'file');
  const schema = {
    type: 'object',
    properties: Object.fromEntries(named.map(({ name, value }) => [name, schemaOf(value)])),
    ...(required.length > 0 && { required }),
  };
  const forms = consumes.filter(type => /^(multipart\/|application\/x-www-form-urlencoded)/i.test(type));
  const usual = hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const encoding = Object.fromEntries(
    named.map(({ name, field }): [string, PartEncoding] => [
      name,
      { contentType: undefined, ...readFormat(field, reading) },
    ]),
  );
  // all fields are one schema, which stands at the first of them
  const described = reading.schemas.request.at(`${first.place}/schema`, schema);
  const contents = (forms.length > 0 ? forms : [usual]).map(
    (mediaType): Content => ({
      mediaType: mediaType.toLowerCase(),
      place: first.place,
      schema: described,
      examples: [],
      encoding,
    }),
  );
  return { required: required.length > 0, place: first.place, contents };
}

/** Reads the responses of an operation in 2.0. */
export function readResponses2(located: Located, { produces }: MediaTypes, reading: ReadContext): DescribedResponse[] {
  return responsesOf(located, reading).map(([status, response]) => {
    const schema = member(response, 'schema');
    const examples = new Map(members2(member(response, 'examples')));
    const types = produces.length > 0 ? produces : examples.size > 0 ? [...examples.keys()] : ['application/json'];
    const isEmpty = schema.value === undefined && examples.size === 0;
    return {
      status,
      description: text(member(response, 'description')) ?? '',
      certainty: member(response, 'x-certainty').value,
      place: response.place,
      contents: isEmpty
        ? []
        : types.map(mediaType => ({
            mediaType: readMediaType(mediaType, response.place, reading),
            place: response.place,
            schema: schema.value === undefined ? undefined : reading.schemas.response.at(schema.place),
            examples: [examples.get(mediaType)].flatMap(example =>
              example ? [{ name: 'example', place: example.place, value: () => example.value }] : [],
            ),
            encoding: {},
          })),
      links: [],
      headers: members(member(response, 'headers'), reading).map(([name, header]) =>
        readHeader2(name, header, reading),
      ),
    };
  });
}

/** Examples by media type. They are data: what looks like a reference in them is none. */
function members2(located: Located): [string, Located][] {
  return isObject(located.value) ? Object.keys(located.value).map(name => [name, member(located, name)]) : [];
}

function readHeader2(name: string, located: Located, reading: ReadContext): ResponseHeader {
  const { value, place } = located;
  const schema = reading.schemas.response.at(place, isObject(value) ? schemaOf(value) : true);
  return { name, required: false, place, schema, explode: false, examples: exampleOf(located) };
}

/** The media types that an operation of 2.0, or its description, names. */
export function mediaTypesOf(operation: Located, root: Located, reading: ReadContext): MediaTypes {
  const list = (name: string) => {
    const own = member(operation, name);
    return items(own.value === undefined ? member(root, name) : own, reading).flatMap(({ value }) =>
      typeof value === 'string' ? [value] : [],
    );
  };
  return { consumes: list('consumes'), produces: list('produces') };
}
