/** A name without case and separators: `page[number]`, `pageNumber` and `page_number` are the same name. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
