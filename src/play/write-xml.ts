import { isObject } from '../kernel/index.js';
import type { DescribedSchema, JsonSchema } from '../openapi/index.js';

/**
 * Writes a value as an XML document, as the `xml` of its schema says: names, attributes, namespaces, wrapped lists. Without
 * a name, the root has that of its component, or else `root`.
 */
export function writeXml(value: unknown, schema: DescribedSchema | undefined): string {
  const described = schema ? describe(schema.read(), schema) : NOTHING;
  const name = described.xml.name ?? described.component ?? 'root';
  // a document has one root
  const root = Array.isArray(value)
    ? writeElement(name, described.xml, writeList(value, itemOf(described), 'item'))
    : writeMember('root', value, { ...described, xml: { ...described.xml, name } }).element;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

/** How a description wants a value as XML. */
type Xml = { name?: string; prefix?: string; namespace?: string; attribute?: boolean; wrapped?: boolean };

/** What a description says of a value. */
type Described = { xml: Xml; component: string | undefined; member(name: string): Described; item(): Described };

const NOTHING: Described = { xml: {}, component: undefined, member: () => NOTHING, item: () => NOTHING };

/** How many schemas that apply to one value are looked at. */
const MAX_PARTS = 100;

function describe(schema: JsonSchema, from: DescribedSchema): Described {
  const parts = new Set<{ readonly [keyword: string]: unknown }>();
  let component: string | undefined;
  const collect = (part: unknown): void => {
    if (!isObject(part) || parts.has(part) || parts.size >= MAX_PARTS) return;
    parts.add(part);
    if (typeof part.$ref === 'string') {
      if (parts.size === 1) component = /\/(?:schemas|definitions)\/([^/]+)$/.exec(from.locate(part.$ref))?.[1];
      collect(from.resolve(part.$ref));
    }
    for (const branches of [part.allOf, part.oneOf, part.anyOf]) if (Array.isArray(branches)) branches.forEach(collect);
  };
  collect(schema);
  const found = (inner: (part: { readonly [keyword: string]: unknown }) => unknown): Described => {
    const schema = [...parts].map(inner).find(isObject);
    return schema ? describe(schema, from) : NOTHING;
  };
  return {
    // what stands beside a reference counts more than what it leads to
    xml: Object.assign({}, ...[...parts].map(({ xml }) => xml ?? {}).reverse()),
    component,
    member: name =>
      found(({ properties }) =>
        isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined,
      ),
    item: () => found(({ items }) => items),
  };
}

/** An item of a list that is the root may have the name of its component. */
function itemOf(list: Described): Described {
  const item = list.item();
  const name = item.xml.name ?? item.component;
  return name === undefined ? item : { ...item, xml: { ...item.xml, name } };
}

type Written = { element: string; attributes: string };

/** Writes a member as an attribute of its object or as an element; a list as one element for each item, perhaps within another. */
function writeMember(key: string, value: unknown, described: Described): Written {
  const { xml } = described;
  const name = xml.name ?? key;
  if (xml.attribute === true && typeof value !== 'object') {
    return { element: '', attributes: `${namespaceOf(xml)} ${tagOf(name, xml)}="${escapeXml(String(value))}"` };
  }
  if (!Array.isArray(value)) return { element: writeElement(name, xml, contentOf(value, described)), attributes: '' };
  // the name of a list that is not wrapped appears nowhere
  const items = writeList(value, described.item(), xml.wrapped === true ? name : key);
  return { element: xml.wrapped === true ? writeElement(name, xml, items) : items.element, attributes: '' };
}

function writeList(list: readonly unknown[], item: Described, name: string): Written {
  return { element: list.map(value => writeMember(name, value, item).element).join(''), attributes: '' };
}

function contentOf(value: unknown, described: Described): Written {
  if (value === null || value === undefined) return { element: '', attributes: '' };
  if (!isObject(value)) return { element: escapeXml(String(value)), attributes: '' };
  const members = Object.entries(value).map(([name, inner]) => writeMember(name, inner, described.member(name)));
  return {
    element: members.map(({ element }) => element).join(''),
    attributes: members.map(({ attributes }) => attributes).join(''),
  };
}

function writeElement(name: string, xml: Xml, { element, attributes }: Written): string {
  const tag = tagOf(name, xml);
  const start = `<${tag}${namespaceOf(xml)}${attributes}`;
  return element === '' ? `${start}/>` : `${start}>${element}</${tag}>`;
}

const NAME = /^[A-Za-z_][\w.-]*$/;

function tagOf(name: string, { prefix }: Xml): string {
  const local = NAME.test(name) ? name : 'item';
  return prefix !== undefined && NAME.test(prefix) ? `${prefix}:${local}` : local;
}

function namespaceOf({ namespace, prefix }: Xml): string {
  if (typeof namespace !== 'string') return '';
  return ` xmlns${prefix !== undefined && NAME.test(prefix) ? `:${prefix}` : ''}="${escapeXml(namespace)}"`;
}

function escapeXml(text: string): string {
  // XML has no place for control characters
  const allowed = text.toWellFormed().replace(/[^\t\n\r\x20-\ufffd]/g, '\ufffd');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
