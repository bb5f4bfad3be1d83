import { formatTime } from '../by-format.js';
import type { Times } from '../persona.js';
import { between, type Maker, type Named, type NameRule, oneOf } from './name-rule.js';

const money: Maker<number> = ({ source }) => source.integer(5, 400) + source.pick([0, 0.5, 0.95, 0.99]);
const whole = (low: number, high: number): Pick<NameRule, 'texts' | 'number'> => ({
  number: between(low, high),
  texts: [({ source }) => String(source.integer(low, high))],
});

/** A time as text in the format that the schema wants, or as seconds since 1970. */
function time(choose: keyof Times): Pick<NameRule, 'texts' | 'number'> {
  return {
    texts: [
      ({ background, format, name }: Named) => formatTime(background.times[choose]).slice(...partOf(format, name)),
    ],
    number: ({ background }) => background.times[choose] / 1000,
  };
}

function partOf(format: string | undefined, name: string): [number, number?] {
  if (format === 'date' || (format === undefined && /\bdate$/.test(name))) return [0, 10];
  return format === 'time' || format === 'iso-time' ? [11] : [0];
}

const date: Maker<string> = named => formatTime(named.background.times.recent).slice(0, 10);

/** Times. */
export const TIMES: readonly NameRule[] = [
  {
    name: /\b(birth ?(day|date)|date of birth|dob|born)\b/,
    texts: [
      ({ background }) => formatTime(background.times.born).slice(0, 10),
      ({ background }) => formatTime(background.times.born),
    ],
    number: time('born').number as Maker<number>,
  },
  {
    name: /\b(created|registered|joined|signed up|added|inserted|creation|established|founded|hired|opened|ordered|published|released|release)( at| on| date| time| timestamp| ts)?$/,
    ...time('created'),
  },
  {
    name: /\b(updated|modified|changed|edited|last (update|modified|seen|login|used|sign in|activity)|modification)( at| on| date| time)?$/,
    ...time('updated'),
  },
  {
    name: /\b(expire[sd]?|expiry|expiration|ends?|end|until|due|valid to|deadline|renewal|scheduled|finish|ship|delivery|next \w+)( at| on)?( date| time)?$/,
    ...time('ends'),
  },
  {
    name: /\b(start|starts|started|begin|begins|since|from|valid from|answered|sent|received|last \w+|confirmed|completed|paid|deleted|archived|logged|requested|invited|verified|accepted|closed)( at| on| date| time)$|\b(start|end) ?(time|date)( time)?$/,
    ...time('recent'),
  },
  { name: /\b(time ?stamp|date ?time|time|at)$/, ...time('recent') },
  {
    name: /\b(date|day|on)$/,
    texts: [date, ...(time('recent').texts ?? [])],
    number: time('recent').number as Maker<number>,
  },
];

/** Amounts and numbers. */
export const QUANTITIES: readonly NameRule[] = [
  {
    name: /\byear$/,
    texts: [({ background }) => formatTime(background.times.recent).slice(0, 4)],
    number: ({ background }) => new Date(background.times.recent).getUTCFullYear(),
  },
  { name: /\bmonth$/, ...whole(1, 12) },
  { name: /\b(hours?)$/, ...whole(1, 23) },
  { name: /\b(minutes?)$/, ...whole(1, 59) },
  { name: /\b(ms|millis|milliseconds)$/, ...whole(120, 9_000) },
  {
    name: /\b(duration|seconds|secs|ttl|interval|timeout|talk time|wait time|hold time|billsec|expires in|delay|max age)( seconds| secs| s)?$/,
    number: oneOf(15, 30, 45, 60, 90, 120, 300, 600, 3600),
    texts: [({ source }) => String(source.pick([15, 30, 60, 120, 300]))],
  },
  { name: /\bage$/, ...whole(19, 70) },
  {
    name: /\b(price|amount|cost|total price|sub ?total|balance|fee|tax|discount|salary|revenue|budget|charge|credit)s?( amount| value)?$/,
    number: money,
    texts: [named => money(named).toFixed(2)],
  },
  { name: /\b(rate)$/, number: oneOf(0.0125, 0.05, 0.19, 1.5), texts: [oneOf('0.0125', '0.05')] },
  { name: /\b(percent|percentage|pct|progress|popularity)$/, ...whole(1, 100) },
  { name: /\b(rating|stars)$/, ...whole(1, 5) },
  { name: /\b(score|confidence|probability)$/, number: oneOf(0.72, 0.85, 0.93), texts: [oneOf('0.85')] },
  { name: /\b(page|current page|page number)$/, number: oneOf(1), texts: [oneOf('1')] },
  { name: /\b(limit|per page|page size|pagesize)$/, number: oneOf(20, 50), texts: [oneOf('20')] },
  { name: /\boffset$/, number: oneOf(0), texts: [oneOf('0')] },
  {
    name: /\b(count|total|quantity|qty|num \w+|number of \w+|\w+ count|pages|followers|items|likes|views|seats|capacity|stock)$/,
    ...whole(1, 40),
  },
  { name: /\b(width|height)$/, ...whole(320, 1280) },
  { name: /\b(size|bytes|file size|length)$/, ...whole(200, 90_000) },
  { name: /\b(weight)$/, ...whole(1, 90) },
  { name: /\b(order|position|index|rank|priority|sequence|level|sort)$/, ...whole(1, 10) },
  { name: /\b(status|status code|http status)$/, number: oneOf(200) },
];

/** Switches that are usually off. */
const OFF =
  /\b(deleted|archived|blocked|disabled|banned|locked|suspended|hidden|expired|cancell?ed|anonymous|test|debug|error|failed|sso|dry run|muted|restricted|explicit|local)$/;

/** Yes or no, by what the name says. */
export function drawSwitch(name: string, { source }: Named): boolean {
  if (OFF.test(name)) return false;
  return (
    /^(is|has|can|allow|enable|use)\b|\b(active|enabled|verified|available|confirmed|success|public|visible|ok|valid)$/.test(
      name,
    ) || source.random() < 0.5
  );
}
