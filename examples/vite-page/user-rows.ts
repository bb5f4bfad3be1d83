import type { User } from './client.ts';

/** The table rows of some users; text stays text, whatever a user is called. */
export function userRows(users: readonly User[]): HTMLTableRowElement[] {
  return users.map(user => {
    const row = document.createElement('tr');
    for (const text of cells(user)) row.insertCell().textContent = text;
    row.classList.toggle('inactive', !user.active);
    return row;
  });
}

function cells({ user_id, name, user_type, email, carrier_name, active }: User): string[] {
  return [String(user_id), name, user_type, email ?? '–', carrier_name ?? '–', active ? 'yes' : 'no'];
}
