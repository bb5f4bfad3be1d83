import { slug, word } from '../by-format.js';
import { between, type Maker, type NameRule, oneOf } from './name-rule.js';

const HOST = 'example.com';

const image: Maker<string> = ({ source }) => `https://images.${HOST}/${slug(source)}.jpg`;
/** A picture has the address of a picture. */
const address: Maker<string> = named =>
  /image|photo|picture|avatar|thumbnail|icon/.test(named.owner)
    ? image(named)
    : `https://www.${HOST}/${slug(named.source)}`;
const token: Maker<string> = ({ source }) => source.faker.string.alphanumeric(32);
const hex =
  (length: number): Maker<string> =>
  ({ source }) =>
    source.faker.string.hexadecimal({ length, prefix: '', casing: 'lower' });

/** Addresses, files, keys and what else programs exchange. */
export const WEB: readonly NameRule[] = [
  { name: /\b(avatar|image|photo|picture|thumbnail|logo|icon|cover|banner)s?( url| uri| link| src)?$/, texts: [image] },
  {
    name: /\b(web ?hook|callback|redirect|notification)( url| uri| to)?$/,
    texts: [({ source }) => `https://${word(source)}.${HOST}/callback`],
  },
  { name: /\b(mime|media|content) ?type$/, texts: [oneOf('application/json', 'image/png', 'application/pdf')] },
  {
    name: /^(type|kind|object|object type|resource type|entity)$/,
    texts: [({ owner }) => owner.replaceAll(' ', '_') || 'standard'],
  },
  { name: /\b(type|kind|mode|tier|plan|variant|model)$/, texts: [oneOf('standard', 'basic', 'custom')] },
  { name: /\b(url|uri|href|link|website|homepage|sink|web site|site|endpoint)s?$/, texts: [address] },
  { name: /\b(domain|host ?name|host|fqdn)( name)?$/, texts: [({ source }) => `${word(source)}.${HOST}`] },
  {
    name: /\b(ip|ipv4)( address| addr)?$|\bip addresses$/,
    texts: [({ source }) => `192.0.2.${source.integer(1, 254)}`],
  },
  { name: /\b(ipv6)( address)?$/, texts: [({ source }) => `2001:db8::${source.integer(1, 0xffff).toString(16)}`] },
  { name: /\b(cidr|subnet|network)$/, texts: [({ source }) => `192.0.2.${source.integer(0, 15) * 16}/28`] },
  { name: /\bnetmask$/, texts: [oneOf('255.255.255.0')], number: oneOf(24, 28, 32) },
  { name: /\bmac( address)?$/, texts: [({ source }) => source.faker.internet.mac()] },
  {
    name: /\bport$|\bports?( number)$/,
    texts: [({ source }) => String(source.pick([80, 443, 5060, 8080]))],
    number: oneOf(443, 5060, 5061, 8080),
  },
  { name: /\buser agent$/, texts: [() => 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'] },
  { name: /\b(http )?method$|\bverb$/, texts: [oneOf('GET', 'POST')] },
  { name: /\b(file ?name|original name|file)$/, texts: [({ source }) => `${slug(source)}.pdf`] },
  { name: /\b(path|file ?path|directory|folder)$/, texts: [({ source }) => `/${word(source)}/${word(source)}`] },
  {
    name: /\b(extension|suffix)$/,
    texts: [({ source }) => String(source.integer(1000, 4999))],
    number: between(1000, 4999),
  },
  { name: /\b(slug|permalink|alias)$/, texts: [({ source }) => slug(source)] },
  { name: /\b(uuid|guid)$/, texts: [({ source }) => source.faker.string.uuid()] },
  {
    name: /\b(colou?r)( code)?$/,
    texts: [
      oneOf('blue', 'green', 'red'),
      hex(6),
      ({ source }) => `#${source.faker.string.hexadecimal({ length: 6, prefix: '', casing: 'lower' })}`,
    ],
  },
  {
    name: /\b(token|secret|api ?key|access key|private key|public key|jwt|nonce|credential|session)s?$/,
    texts: [token, hex(16)],
  },
  { name: /\b(hash|digest|checksum|etag|signature|fingerprint|sha|commit)$/, texts: [hex(40), hex(32)] },
  {
    name: /\b(version)$/,
    texts: [({ source }) => `${source.integer(1, 4)}.${source.integer(0, 9)}.${source.integer(0, 9)}`],
    number: between(1, 9),
  },
  {
    name: /\b(ref|reference|code|sku|number|no|serial|barcode|ean)$/,
    texts: [
      ({ source }) => `${source.faker.string.alpha({ length: 2, casing: 'upper' })}-${source.integer(1000, 9999)}`,
      ({ source }) => source.faker.string.alpha({ length: 2, casing: 'upper' }),
    ],
    number: between(1000, 9999),
  },
  {
    name: /\b(id|sid|identifier|key)$|\b(ids|sids)$/,
    texts: [
      ({ source }) => source.faker.string.uuid(),
      hex(24),
      hex(12),
      ({ source }) => String(source.integer(1000, 9999)),
    ],
    number: between(1, 9_999),
  },
  { name: /\b(tags?|keywords?|topics?|categories)$/, texts: [({ source }) => source.faker.word.noun()] },
  { name: /\bscopes?$/, texts: [oneOf('read', 'write')] },
  { name: /\b(status|state)$/, texts: [oneOf('active', 'pending', 'inactive')], number: oneOf(1, 2, 3) },
  { name: /\b(error|failure) ?(code|type)?$/, texts: [oneOf('not_found', 'invalid_request', 'conflict')] },
  { name: /\b(platform|os|operating system)$/, texts: [oneOf('linux', 'macos', 'android', 'ios')] },
  { name: /\b(browser)$/, texts: [oneOf('Firefox', 'Chromium', 'Safari')] },
  { name: /\b(device)$/, texts: [oneOf('Laptop', 'Phone', 'Tablet')] },
];
