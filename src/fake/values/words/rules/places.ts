import { between, type Maker, type Named, type NameRule, oneOf } from './name-rule.js';

type Country = { name: string; two: string; three: string; zone: string; language: string; currency: string };

const COUNTRIES: readonly [Country, ...Country[]] = [
  { name: 'Germany', two: 'DE', three: 'DEU', zone: 'Europe/Berlin', language: 'de', currency: 'EUR' },
  { name: 'France', two: 'FR', three: 'FRA', zone: 'Europe/Paris', language: 'fr', currency: 'EUR' },
  { name: 'India', two: 'IN', three: 'IND', zone: 'Asia/Kolkata', language: 'hi', currency: 'INR' },
  { name: 'United States', two: 'US', three: 'USA', zone: 'America/New_York', language: 'en', currency: 'USD' },
  { name: 'Canada', two: 'CA', three: 'CAN', zone: 'America/Toronto', language: 'en', currency: 'CAD' },
  { name: 'Brazil', two: 'BR', three: 'BRA', zone: 'America/Sao_Paulo', language: 'pt', currency: 'BRL' },
  { name: 'Japan', two: 'JP', three: 'JPN', zone: 'Asia/Tokyo', language: 'ja', currency: 'JPY' },
  { name: 'United Kingdom', two: 'GB', three: 'GBR', zone: 'Europe/London', language: 'en', currency: 'GBP' },
];

function country(choose: (country: Country) => string): Maker<string> {
  return ({ source }) => choose(source.pick(COUNTRIES));
}

const two = country(({ two }) => two);
const three = country(({ three }) => three);
const language = country(({ language }) => language);
const locale = country(({ language, two }) => `${language}-${two}`);

/** A state is a part of a country in an address, and a status elsewhere. */
function stateOrStatus({ owner, source }: Named): string {
  const isPlace = /address|location|place|billing|shipping|contact|customer|geo/.test(owner);
  return isPlace ? source.faker.location.state() : source.pick(['active', 'pending', 'inactive']);
}

/** Places, languages and money, which follow from a country. */
export const PLACES: readonly NameRule[] = [
  {
    name: /\b(street|address line 1|address 1|line 1|address1|street 1)$|\bstreet (name|address)$/,
    texts: [({ source }) => source.faker.location.streetAddress()],
  },
  {
    name: /\b(address line 2|address 2|line 2|apartment|suite|floor|unit number)$/,
    texts: [({ source }) => source.faker.location.secondaryAddress()],
  },
  {
    name: /\b(street|house|building) (no|nr|number)$/,
    texts: [({ source }) => String(source.integer(1, 200))],
    number: between(1, 200),
  },
  {
    name: /(?<!\b(?:ip|mac|mail|wallet|sip|network) )\baddress$/,
    texts: [({ source }) => source.faker.location.streetAddress()],
  },
  { name: /\b(city|town|locality|municipality)$/, texts: [({ source }) => source.faker.location.city()] },
  {
    name: /^(province|county|state or province|state code|state name)$/,
    texts: [
      ({ source }) => source.faker.location.state(),
      ({ source }) => source.faker.location.state({ abbreviated: true }),
    ],
  },
  { name: /^state$/, texts: [stateOrStatus, ({ source }) => source.faker.location.state({ abbreviated: true })] },
  { name: /\bregions?$/, texts: [({ source }) => source.faker.location.state(), oneOf('EU', 'US', 'IN')] },
  {
    name: /\b(zip|postal|post) ?(code)?$/,
    texts: [({ source }) => source.faker.location.zipCode('#####')],
    number: between(10_000, 99_999),
  },
  { name: /\bcountry( iso)? code|\bcountry (iso)|\bmarkets?$/, texts: [two, three], number: oneOf(1, 33, 44, 49, 91) },
  { name: /\b(country|countries)( name)?$/, texts: [country(({ name }) => name), two, three] },
  {
    name: /\b(lat|latitude)$/,
    texts: [({ source }) => source.faker.location.latitude().toFixed(4)],
    number: ({ source }) => source.faker.location.latitude(),
  },
  {
    name: /\b(lng|lon|long|longitude)$/,
    texts: [({ source }) => source.faker.location.longitude().toFixed(4)],
    number: ({ source }) => source.faker.location.longitude(),
  },
  { name: /\b(altitude|elevation)$/, number: between(0, 2_500) },
  { name: /\b(time ?zone|tz)( name| id)?$/, texts: [country(({ zone }) => zone)] },
  { name: /\blocale$/, texts: [locale, language] },
  { name: /\b(language|lang)s?( code)?$/, texts: [language, locale] },
  { name: /\bcurrenc(y|ies)( code)?$/, texts: [country(({ currency }) => currency)] },
  { name: /\b(location|place|venue)$/, texts: [({ source }) => source.faker.location.city()] },
  { name: /\b(iban)$/, texts: [({ source }) => source.faker.finance.iban()] },
  { name: /\b(bic|swift)( code)?$/, texts: [({ source }) => source.faker.finance.bic()] },
];
