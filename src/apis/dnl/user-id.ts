/** The id in its one plain form: `01795` and `1795.0` are no ids. */
export function idOf(text: string): number {
  const id = Number(text);
  return String(id) === text ? id : Number.NaN;
}
