/** The record of a book or an author. */
export type Row = { id: number } & Record<string, unknown>;

const NAMES = `Ada Quill,Élise Marchand,Jonas Falk,Mira Rao,Tomás Vidal,Ingrid Åsen,Paul Berger,Nora Whitlock,Arjun Mehta,
Lucie Fontaine,Clara Stein,Diego Luna,Sven Dahl,Grace Hallam,Otto Brandt,Leela Nair,Hugo Petit,Rosa Campos`;
const COUNTRIES = ['GB', 'FR', 'DE', 'IN', 'ES', 'NO'];

const FIRST = `The Salt,a Quiet,The Glass,Étoile,Night of the,Winter,the Last,Paper,An Iron,Öl and,Copper,The Blue,Little`;
const LAST = `Road,Harbour,Garden,Letters,Machine,Orchard,Atlas,River,Alphabet,Winter,House`;
const GENRES = ['novel', 'crime', 'poetry', 'history', 'science', 'children'];
const LANGUAGES = ['en', 'de', 'en', 'fr', 'en', 'es', 'en'];
const TAGS = ['sea', 'travel', 'family', 'war', 'birds', 'maps', 'food'];

const FIRST_CREATED = Date.parse('2025-01-03T08:15:30Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function startingAuthors(): Row[] {
  return NAMES.split(/,\s*/).map((name, at) => ({
    id: at + 1,
    name,
    country: COUNTRIES[(at * 5 + (at % 4)) % COUNTRIES.length],
    born: at % 6 === 4 ? null : 1890 + ((at * 37) % 110),
  }));
}

/** Ninety-three books: the last page of ten is short. Some have the same title. */
export function startingBooks(): Row[] {
  const [first, last] = [FIRST.split(','), LAST.split(',')];
  return Array.from({ length: 93 }, (_, at) => ({
    id: at + 1,
    title: `${first[((at % 70) * 7) % first.length]} ${last[((at % 70) * 3) % last.length]}`,
    isbn: `978${String(1_000_000_000 + at * 7_654_321)}`,
    author_id: 1 + ((at * 11 + (at % 3)) % 17),
    genre: GENRES[(at * 7 + (at % 5)) % GENRES.length],
    language: LANGUAGES[(at * 3 + (at % 2)) % LANGUAGES.length],
    price: (399 + ((at * 1_733) % 11_000)) / 100,
    pages: 24 + ((at * 271) % 1_400),
    in_stock: at % 4 !== 1,
    published_on: at % 9 === 5 ? null : dateAt(Date.parse('1951-02-10') + ((at * 6_173) % 26_000) * DAY),
    tags: TAGS.filter((_, tag) => (at * 3 + tag) % 4 === 0),
    supplier_note: `supplier ${at % 8}`,
    created_at: timeAt(FIRST_CREATED + at * 37 * HOUR),
    updated_at: timeAt(FIRST_CREATED + at * 37 * HOUR + (at % 3) * DAY),
  }));
}

function dateAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** A time in whole seconds. */
export function timeAt(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
