/** What is kept as text: cut when it is large, and free of what one of the databases cannot hold. */

/** The most that one history entry keeps of what was sent or came back, in characters of JSON. */
export const mostDetail = 8 * 1024;

/** A value as JSON; one that is too large as `{cut: true, length, start}`. */
export function detailText(detail: unknown): string {
  const json = jsonText(detail);
  if (json.length <= mostDetail) return json;
  // Quotes and escapes in the start are escaped once more, so that it can grow to twice its length.
  return JSON.stringify({ cut: true, length: json.length, start: json.slice(0, mostDetail / 2 - 100) });
}

/** A value as JSON; what JSON does not know is null. */
export const jsonText = (value: unknown): string => JSON.stringify(value ?? null);

/** One line of words; PostgreSQL's text holds no NUL, and a server's message may be of any length. */
export const words = (text: string, most = 1000): string => {
  const clean = text.replaceAll('\u0000', '');
  return clean.length <= most ? clean : `${clean.slice(0, most - 1)}…`;
};
