import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Certainty } from '../contract/index.js';
import { generateValue, mendValue, VALUES_TIME } from '../fake/index.js';
import { Problem } from '../kernel/index.js';
import { type Content, mayBeJson } from '../openapi/index.js';
import { isXml, isXmlText, serialize } from './serialize.js';

/** A body, and how certain it is: `explicit` as documented, `derived` if an example was mended, or `generated`. */
export type DescribedBody = { body: Buffer; certainty: Certainty };

/** What a body is made for. */
export type BodyWish = {
  /** The name of the wanted example; by default the first. */
  example: string | undefined;
  /** Whether to make a new value instead of using an example. */
  isDynamic: boolean;
  /** What the request asks for, as a text. The same text gives the same value. */
  key(): string;
  /** What the value is of: `pets`. */
  name: string;
};

/** How many characters or bytes of made bodies are kept, with their keys, which the requests determine. */
const MAX_KEPT = 16 * 1024 * 1024;

/** Makes the bodies of an API from its examples, which are mended where they break their schema, or from its schemas. */
export class DescribedBodies {
  readonly #seed: number;
  /** The bodies of examples, which never change, and those made last. */
  readonly #examples = new WeakMap<Content, Map<string, DescribedBody | undefined>>();
  readonly #made = new LRUCache<string, DescribedBody>({
    maxSize: MAX_KEPT,
    sizeCalculation: ({ body }, key) => 1 + key.length + body.length,
  });

  constructor({ seed }: { seed: number }) {
    this.#seed = seed;
  }

  /** The body of a content. Throws `value-impossible` where its schema allows none that could be found. */
  create(content: Content, wish: BodyWish): DescribedBody {
    if (!wish.isDynamic) {
      const names = wish.example === undefined ? content.examples.map(({ name }) => name) : [wish.example];
      for (const name of names) {
        const body = this.#example(content, name);
        if (body) return body;
      }
    }
    return this.#generate(content, wish);
  }

  /** The examples that can be used, by name. */
  #example(content: Content, name: string): DescribedBody | undefined {
    let known = this.#examples.get(content);
    if (!known) {
      known = new Map();
      this.#examples.set(content, known);
    }
    if (!known.has(name)) known.set(name, this.#readExample(content, name));
    return known.get(name);
  }

  #readExample(content: Content, name: string): DescribedBody | undefined {
    const value = content.examples.find(example => example.name === name)?.value();
    if (value === undefined) return undefined;
    const mended = mendExample(content, value, this.#seed);
    return (
      mended && {
        body: serialize(mended.value, content),
        certainty: mended.isChanged ? 'derived' : 'explicit',
      }
    );
  }

  #generate(content: Content, { isDynamic, key, name }: BodyWish): DescribedBody {
    const { schema, mediaType, place } = content;
    // no text is no JSON
    if (!schema) return { body: mayBeJson(mediaType) ? EMPTY_OBJECT : NOTHING, certainty: 'generated' };
    // in 2.0 the media types of a response share its place
    const seed = isDynamic ? `${this.#seed} ${randomUUID()}` : `${this.#seed} ${place} ${mediaType} ${key()}`;
    const known = isDynamic ? undefined : this.#made.get(seed);
    if (known) return known;
    const made = generateValue(schema, { seed, name, now: VALUES_TIME });
    if (!made) throw new Problem('value-impossible', `No value could be made for ${schema.place}.`);
    const body: DescribedBody = { body: serialize(made.value, content), certainty: 'generated' };
    if (!isDynamic) this.#made.set(seed, body);
    return body;
  }
}

const NOTHING = Buffer.alloc(0);
const EMPTY_OBJECT = Buffer.from('{}');

/** The value of an example as its schema allows it; undefined where it cannot be mended. */
export function mendExample(
  { schema, place, mediaType }: Content,
  value: unknown,
  seed: number,
): { value: unknown; isChanged: boolean } | undefined {
  // what an XML document says, its schema is not compared with
  const isWhole = isXml(mediaType) && isXmlText(value);
  if (!schema || isWhole || schema.validate(value).length === 0) return { value, isChanged: false };
  const mended = mendValue(value, schema, { seed: `${seed} ${place}`, now: VALUES_TIME });
  return mended && { value: mended.value, isChanged: true };
}
