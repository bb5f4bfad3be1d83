/** Where a thing stands: the file, relative to the description's folder, and a JSON pointer: `api.yaml#/paths/~1pets/get`. */
export type SourcePlace = string;

/** Splits a place into its file and its pointer. */
export function splitPlace(place: SourcePlace): { file: string; pointer: string } {
  const at = place.indexOf('#');
  return { file: place.slice(0, at), pointer: place.slice(at + 1) };
}
