import { createClient, type UserPage } from './client.ts';
import { element } from './element.ts';
import { filled, onSubmit } from './form.ts';
import { hush, sayWrong } from './notice.ts';
import './style.css';
import { userRows } from './user-rows.ts';

const PER_PAGE = 10;
const NOTHING: UserPage = { items: [], page: 0, per_page: PER_PAGE, total: 0 };

const token = element('token', HTMLInputElement);
const filter = element('filter', HTMLFormElement);
const previous = element('previous', HTMLButtonElement);
const next = element('next', HTMLButtonElement);
const range = element('range', HTMLElement);
const notice = element('list-notice', HTMLElement);

token.value = import.meta.env.VITE_API_TOKEN;
const client = createClient({ url: import.meta.env.VITE_API_URL, token: () => token.value });

onSubmit('create', async form => {
  const id = await client.createUser(filled(form));
  form.reset();
  turnTo(0);
  return `Created user ${id}.`;
});

onSubmit('find', async form => {
  const { name, user_type, email } = await client.getUser(filled(form).id ?? '');
  return `${name}, ${user_type}, ${email ?? 'no e-mail address'}`;
});

let page = 0;
let asked = 0;

token.addEventListener('change', () => turnTo(0));
filter.addEventListener('input', () => turnTo(0));
filter.addEventListener('submit', event => event.preventDefault());
previous.addEventListener('click', () => turnTo(page - 1));
next.addEventListener('click', () => turnTo(page + 1));
turnTo(0);

function turnTo(wanted: number): void {
  page = wanted;
  void list();
}

/** Lists what the filter and the page want. An answer that a later one has overtaken is dropped. */
async function list(): Promise<void> {
  const mine = ++asked;
  const { name = '', user_type = '' } = filled(filter);
  try {
    const found = await client.listUsers({ page, per_page: PER_PAGE, name, user_type });
    if (mine !== asked) return;
    hush(notice);
    show(found);
  } catch (error) {
    if (mine !== asked) return;
    sayWrong(notice, error);
    show(NOTHING);
    range.textContent = '';
  }
}

function show({ items, page, per_page, total }: UserPage): void {
  const first = page * per_page;
  const last = first + items.length;
  element('rows', HTMLElement).replaceChildren(...userRows(items));
  range.textContent = items.length === 0 ? 'No users' : `${first + 1} to ${last} of ${total}`;
  previous.disabled = page === 0;
  next.disabled = last >= total;
}
