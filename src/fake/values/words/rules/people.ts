import { type Maker, type NameRule, oneOf } from './name-rule.js';

const PERSON =
  /\b(user|person|people|customer|contact|owner|author|member|employee|individual|agent|student|patient|guest|artist|manager|recipient|sender|creator|assignee|reviewer|caller|subscriber|admin|operator|party|profile|friend|driver|passenger)s?$/;
const COMPANY =
  /\b(company|organi[sz]ation|org|vendor|supplier|carrier|brand|employer|business|publisher|tenant|merchant|institution|bank|team|client|account|service provider|partner)s?$/;
const PRODUCT = /\b(product|item|article|goods|sku|order line|line item)s?$/;
const PET = /\b(pet|animal|dog|cat)s?$/;
const TRACK = /\b(track|song)s?$/;

const fullName: Maker<string> = ({ background: { persona } }) => `${persona.first} ${persona.last}`;
const company: Maker<string> = ({ source }) => source.faker.company.name();
const title: Maker<string> = ({ source: { faker } }) => capitalize(`${faker.word.adjective()} ${faker.word.noun()}`);

/** A `name` says little; what it belongs to says more. */
const nameOfOwner: Maker<string> = named => {
  const { owner, source } = named;
  if (PERSON.test(owner)) return fullName(named);
  if (COMPANY.test(owner)) return company(named);
  if (PRODUCT.test(owner)) return source.faker.commerce.productName();
  if (PET.test(owner)) return source.faker.animal.petName();
  if (TRACK.test(owner)) return source.faker.music.songName();
  if (/\balbums?$/.test(owner)) return source.faker.music.album();
  if (/\b(genre)s?$/.test(owner)) return source.faker.music.genre();
  if (/\b(categor(y|ies)|department|section)$/.test(owner)) return source.faker.commerce.department();
  if (/\b(tag|label|topic|keyword)s?$/.test(owner)) return source.faker.word.noun();
  if (/\b(country|countries)$/.test(owner)) return source.faker.location.country();
  if (/\b(city|cities)$/.test(owner)) return source.faker.location.city();
  if (/\b(role|permission|group|scope)s?$/.test(owner))
    return source.pick(['admin', 'editor', 'viewer', 'support', 'billing']);
  return title(named);
};

/** Names and words of people, companies and things. */
export const PEOPLE: readonly NameRule[] = [
  { name: /\b(first|given|fore) ?name\b/, texts: [({ background }) => background.persona.first] },
  { name: /\b(last|family|sur) ?name\b|^surname$/, texts: [({ background }) => background.persona.last] },
  { name: /\bmiddle ?name\b/, texts: [({ source }) => source.faker.person.middleName()] },
  {
    name: /\b(user ?name|login|nick ?name|handle|screen name)\b/,
    texts: [
      ({ background: { persona } }) => persona.login,
      ({ background: { persona } }) => persona.login.replace('.', ''),
    ],
  },
  {
    name: /\b(full|display|real|contact|customer|person|owner|author|account holder|cardholder|legal|formatted|preferred given) ?name\b/,
    texts: [fullName],
  },
  {
    name: /\b(company|organi[sz]ation|org|employer|vendor|brand|carrier|trunk|provider|business|trading)( name)?$/,
    texts: [company],
  },
  { name: /\be ?mail( address)?$|\bemails$/, texts: [({ background: { persona } }) => persona.email] },
  { name: /\b(job ?title|position|occupation)$/, texts: [({ source }) => source.faker.person.jobTitle()] },
  { name: /\b(salutation|honorific|name prefix)$|^prefix name$/, texts: [oneOf('Ms', 'Mr', 'Dr')] },
  { name: /\b(gender|sex)$/, texts: [oneOf('female', 'male')] },
  { name: /\b(marital status)$/, texts: [oneOf('single', 'married')] },
  { name: /\bnationality$/, texts: [oneOf('German', 'French', 'Indian', 'Canadian', 'Brazilian')] },
  { name: /\b(bio|biography|about)$/, texts: [sentence] },
  { name: /\bpass ?(word|phrase)\b/, texts: [({ source }) => source.faker.internet.password({ length: 14 })] },
  { name: /\b(role|user type|permission|group)s?$/, texts: [oneOf('admin', 'editor', 'viewer', 'member')] },
  {
    name: /\b(author|created by|updated by|modified by|assignee|assigned to|reviewer|sender|recipient|artist)$/,
    texts: [fullName],
  },
  { name: /\b(product) ?name\b|\bproduct$/, texts: [({ source }) => source.faker.commerce.productName()] },
  { name: /\b(category|department)$/, texts: [({ source }) => source.faker.commerce.department()] },
  { name: /\bgenres?$/, texts: [({ source }) => source.faker.music.genre()] },
  { name: /\bspecies$/, texts: [({ source }) => source.faker.animal.type()] },
  { name: /\bbreed$/, texts: [({ source }) => source.faker.animal.dog()] },
  { name: /^name$|\bname$/, texts: [nameOfOwner] },
  { name: /^(label|display)$|\blabels?$/, texts: [({ source }) => source.faker.word.noun()] },
  { name: /\b(title|headline|subject|heading)$/, texts: [title, ({ source }) => capitalize(source.faker.word.noun())] },
  {
    name: /\b(description|summary|comments?|notes?|body|content|text|message|details?|overview|abstract|caption|reason|remarks?|instructions?|explanation|feedback|review|hint|advice|explanations?)$/,
    texts: [sentence, shortText],
  },
];

const SENTENCES = [
  'The first delivery arrives on Monday morning.',
  'Please call before you visit.',
  'It replaces the earlier version and works with all devices.',
  'Two people have asked for this since last week.',
  'The team reviews it every quarter.',
  'Everything was checked and is ready to use.',
  'Opens at nine and closes in the evening.',
  'A short note explains how to change it later.',
  'Most customers choose this option.',
  'The details will follow by e-mail.',
  'It has been in use for more than a year.',
  'The price includes taxes and shipping.',
] as const;

function sentence({ source }: Parameters<Maker<string>>[0]): string {
  const first = source.pick(SENTENCES);
  const second = source.pick(SENTENCES);
  return first === second || source.random() < 0.5 ? first : `${first} ${second}`;
}

function shortText({ source }: Parameters<Maker<string>>[0]): string {
  return capitalize(`${source.faker.word.adjective()} ${source.faker.word.noun()}`);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
