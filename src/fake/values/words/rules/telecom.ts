import { between, type Maker, type NameRule, oneOf } from './name-rule.js';

/** A number of the range that North America keeps for fiction, in the form of E.164. */
const phone: Maker<string> = ({ source }) =>
  `+1${source.pick([212, 303, 415, 617])}55501${String(source.integer(0, 99)).padStart(2, '0')}`;
const plainPhone: Maker<string> = named => phone(named).slice(1);
const digits =
  (length: number): Maker<string> =>
  ({ source }) =>
    source.faker.string.numeric({ length, allowLeadingZeros: false });

/** What telephone systems speak of. */
export const TELECOM: readonly NameRule[] = [
  {
    name: /\b(sip|contact|request) (uri|url|address)$|\bsip$|^aor$|\b(sip )?realm$/,
    texts: [
      ({ source, background }) => `sip:${background.persona.login}@sip${source.integer(1, 4)}.example.com`,
      () => 'sip.example.com',
    ],
  },
  {
    name: /\b(phone|mobile|telephone|tel|fax|cell)( ?(no|nr|number|numbers))?$|\bphones$/,
    texts: [phone, plainPhone, digits(10)],
    number: named => Number(plainPhone(named)),
  },
  {
    name: /\b(msisdn|e164|did|caller ?id( number)?|caller|callee|called|ani|dnis|from number|to number|dialed number)s?$/,
    texts: [phone, plainPhone, digits(10)],
    number: named => Number(plainPhone(named)),
  },
  { name: /\bimsi$/, texts: [({ source }) => `26201${source.faker.string.numeric(10)}`] },
  { name: /\bimei$/, texts: [({ source }) => source.faker.phone.imei().replaceAll('-', '')] },
  { name: /\biccid$/, texts: [({ source }) => `8949${source.faker.string.numeric(15)}`] },
  { name: /\b(mcc)$/, texts: [oneOf('262', '310', '404')], number: oneOf(262, 310, 404) },
  { name: /\b(mnc)$/, texts: [oneOf('01', '02', '10')], number: oneOf(1, 2, 10) },
  {
    name: /\bextension( number)?$|\bextensions$/,
    texts: [({ source }) => String(source.integer(1000, 4999))],
    number: between(1000, 4999),
  },
  { name: /\b(codecs?)$/, texts: [oneOf('PCMU', 'PCMA', 'G722', 'opus')] },
  { name: /\b(call) ?(id|sid)$/, texts: [({ source }) => source.faker.string.uuid()], number: between(1, 9_999) },
  { name: /\b(call )?(direction)$/, texts: [oneOf('inbound', 'outbound')] },
  { name: /\b(transport|protocol)$/, texts: [oneOf('udp', 'tcp', 'tls')] },
  { name: /\b(dtmf)$/, texts: [digits(4)] },
  { name: /\b(pin|otp)( code)?$/, texts: [digits(4), digits(6)], number: between(1000, 9999) },
  { name: /\b(voice)$/, texts: [oneOf('Joanna', 'Matthew', 'Amy')] },
];
