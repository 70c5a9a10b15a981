/** The elements of an XML text with their places in it, so that one can be changed and the rest stays byte for byte. */

export interface XmlElement {
  readonly name: string;
  /** Of the whole element, and of what is between its tags. */
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly children: readonly XmlElement[];
}

/** What is passed over (comments, declarations), text that looks like tags (CDATA), tags. */
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<(\/?)([A-Za-z_][\w.:-]*)((?:"[^"]*"|'[^']*'|[^'">])*?)(\/?)>/g;

interface Open {
  readonly name: string;
  readonly start: number;
  readonly contentStart: number;
  readonly children: XmlElement[];
}

/** The root element; null where the tags do not fit together. */
export function rootElement(text: string): XmlElement | null {
  const top: XmlElement[] = [];
  const open: Open[] = [];
  const add = (element: XmlElement) => {
    (open.at(-1)?.children ?? top).push(element);
  };
  for (const match of text.matchAll(token)) {
    const [whole, closing, name, , selfClosing] = match;
    if (name === undefined) continue;
    const end = match.index + whole.length;
    if (closing === '/') {
      const started = open.pop();
      if (started?.name !== name) return null;
      const { start, contentStart, children } = started;
      add({ name, start, end, contentStart, contentEnd: match.index, children });
    } else if (selfClosing === '/') {
      add({ name, start: match.index, end, contentStart: end, contentEnd: end, children: [] });
    } else {
      open.push({ name, start: match.index, contentStart: end, children: [] });
    }
  }
  return open.length === 0 && top.length === 1 ? (top[0] ?? null) : null;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text inside an element, without comments and with entities read. */
export const textIn = (text: string, { contentStart, contentEnd }: XmlElement): string =>
  text
    .slice(contentStart, contentEnd)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '')
    .trim();

/** A stretch of the text and what takes its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `text` with all edits made; they may not overlap. */
export const edited = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end), text);
