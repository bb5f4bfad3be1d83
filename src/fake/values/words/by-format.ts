import { isIPv4, isIPv6 } from 'node:net';
import type { Background } from './persona.js';
import type { Source } from './source.js';

/** What a maker of text draws from. */
export type Draw = { source: Source; background: Background };

type Format = {
  make(draw: Draw): string;
  /** Whether a text has the format. Formats that take any text have none. */
  test?: (text: string) => boolean;
  /** A short text of the format, for narrow limits. */
  short?: string;
  /** Lengthens a text by so many characters. */
  pad?: (text: string, more: number) => string;
};

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d)(?:\.\d+)?$/;
const ZONE = /(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const DURATION = /^P(?!$)(?:(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|(?:\d+W)?)$/;
const EMAIL =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d](?:[a-z\d-]*[a-z\d])?$/i;
const HOSTNAME = /^(?=.{1,253}\.?$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*\.?$/i;
const URI = /^[a-z][a-z\d+\-.]*:(?:[\w\-.~!$&'()*+,;=:@/?#[\]]|%[\da-f]{2})+$/i;
const URI_REFERENCE = /^(?:[\w\-.~!$&'()*+,;=:@/?#[\]]|%[\da-f]{2})*$/i;
const TEMPLATE =
  /^(?:[^\s"'<>%\\^`{|}]|%[\da-f]{2}|\{[+#./;?&=,!@|]?\w+(?::[1-9]\d{0,3}|\*)?(?:,\w+(?::[1-9]\d{0,3}|\*)?)*\})*$/i;
const UUID = /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const POINTER = /^(?:\/(?:[^~/]|~0|~1)*)*$/;
const FRAGMENT = /^#(?:\/(?:[\w\-.!$&'()*+,;:=@]|%[\da-f]{2}|~0|~1)*)*$/i;
const RELATIVE_POINTER = /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

const url: Format = {
  make: ({ source }) => `https://${host(source)}/${slug(source)}`,
  test: text => URI.test(text) && /[/:]/.test(text),
  short: 'a:b',
  pad: (text, more) => text + 'a'.repeat(more),
};

const dateTime: Format = {
  make: ({ background }) => formatTime(background.times.recent),
  test: text => {
    const [date = '', time = '', rest] = text.split(/t|\s/i);
    return rest === undefined && isDate(date) && ZONE.test(time) && CLOCK.test(time.replace(ZONE, ''));
  },
  pad: (text, more) => (more > 1 ? text.replace('Z', `.${'0'.repeat(more - 1)}Z`) : text),
};

const time: Format = {
  make: ({ background }) => formatTime(background.times.recent).slice(11),
  test: text => ZONE.test(text) && CLOCK.test(text.replace(ZONE, '')),
};

/** The formats of JSON Schema and OpenAPI for texts. Others are free text. */
const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': dateTime,
  'iso-date-time': dateTime,
  date: { make: ({ background }) => formatTime(background.times.recent).slice(0, 10), test: isDate },
  time,
  'iso-time': time,
  duration: {
    make: ({ source }) => `P${source.integer(1, 30)}D`,
    test: text => DURATION.test(text),
    pad: (text, more) => text.replace('P', `P${'1'.repeat(more)}`),
  },
  email: {
    make: ({ background }) => background.persona.email,
    test: text => EMAIL.test(text),
    short: 'a@b.co',
    pad: (text, more) => 'a'.repeat(more) + text,
  },
  hostname: {
    make: ({ source }) => host(source),
    test: text => HOSTNAME.test(text),
    short: 'a',
    pad: (text, more) => 'a.'.repeat(more / 2) + (more % 2 ? 'a' : '') + text,
  },
  ipv4: { make: ({ source }) => `192.0.2.${source.integer(1, 254)}`, test: isIPv4, short: '1.1.1.1' },
  ipv6: {
    make: ({ source }) => `2001:db8::${source.integer(1, 0xffff).toString(16)}`,
    test: text => isIPv6(text) && !text.includes('%'),
    short: '::',
  },
  uri: url,
  url: {
    ...url,
    test: text => /^(?:https?|ftp):\/\/[^\s/]+\.[a-z]{2,}(?::\d{2,5})?(?:\/\S*)?$/i.test(text),
    short: 'ftp://a.co',
  },
  'uri-reference': {
    make: ({ source }) => `/${slug(source)}`,
    test: text => URI_REFERENCE.test(text),
    short: '',
    pad: (text, more) => text + 'a'.repeat(more),
  },
  'uri-template': {
    make: ({ source }) => `/${word(source)}/{id}`,
    test: text => TEMPLATE.test(text),
    short: '',
    pad: (text, more) => text + 'a'.repeat(more),
  },
  uuid: { make: ({ source }) => source.faker.string.uuid(), test: text => UUID.test(text) },
  'json-pointer': {
    make: ({ source }) => `/${word(source)}/${source.integer(0, 9)}`,
    test: text => POINTER.test(text),
    short: '',
    pad: (text, more) => `/${'a'.repeat(more - 1)}${text}`,
  },
  'json-pointer-uri-fragment': {
    make: ({ source }) => `#/${word(source)}`,
    test: text => FRAGMENT.test(text),
    short: '#',
    pad: (text, more) => text + (text === '#' ? `/${'a'.repeat(more - 1)}` : 'a'.repeat(more)),
  },
  'relative-json-pointer': {
    make: ({ source }) => `1/${word(source)}`,
    test: text => RELATIVE_POINTER.test(text),
    short: '0',
    pad: (text, more) => text + (text === '0' ? `/${'a'.repeat(more - 1)}` : 'a'.repeat(more)),
  },
  regex: {
    make: () => '^[a-z]+$',
    test: isRegex,
    short: '',
    pad: (text, more) => 'a'.repeat(more) + text.replace('^', ''),
  },
  byte: {
    make: ({ source }) => Buffer.from(source.faker.word.words(3)).toString('base64'),
    test: text => BASE64.test(text),
    short: '',
    pad: (text, more) => 'YWFh'.repeat(Math.ceil(more / 4)) + text,
  },
  password: { make: ({ source }) => source.faker.internet.password({ length: 14, memorable: false }) },
};

/** Makes a text of a format; undefined for a format that takes any text. */
export function makeByFormat(format: string, draw: Draw): string | undefined {
  return findFormat(format)?.make(draw);
}

/** Lists texts of a format that come closer to limits of length than the usual one. */
export function fitFormat(format: string, text: string, limits: { min: number; max: number }): string[] {
  const { short, pad } = findFormat(format) ?? {};
  const texts = [text, ...(short === undefined ? [] : [short])];
  if (!pad) return texts;
  return texts.flatMap(base => (base.length < limits.min ? [pad(base, limits.min - base.length)] : [base]));
}

/** Whether a text has a format; true for formats that are not known. */
export function hasFormat(format: string, text: string): boolean {
  return findFormat(format)?.test?.(text) ?? true;
}

/** A time as RFC 3339, in whole seconds: `2026-11-30T08:15:00Z`. */
export function formatTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function findFormat(format: string): Format | undefined {
  return Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
}

/** Two plain words: `quiet-harbor`. */
export function slug({ faker }: Source): string {
  return `${faker.word.adjective()}-${faker.word.noun()}`.toLowerCase().replace(/[^a-z]+/g, '-');
}

function host(source: Source): string {
  return `${word(source)}.${source.pick(['example.com', 'example.net', 'example.org'])}`;
}

/** One plain word. */
export function word({ faker }: Source): string {
  return faker.word
    .noun()
    .toLowerCase()
    .replace(/[^a-z]+/g, '-');
}

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse lets 30 February pass as 2 March
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isRegex(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return !/[^\\]\\Z/.test(text);
  } catch {
    return false;
  }
}
