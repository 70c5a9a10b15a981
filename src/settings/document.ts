/** YAML text as a value, with the line and column of everything in it. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Scalar,
} from 'yaml';

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Keys and list indexes from the top of the file. */
export type Path = readonly PropertyKey[];

export interface YamlMistake {
  readonly position: Position;
  readonly what: string;
}

export interface YamlDocument {
  /** What cannot be read as YAML at all; where there is any, `value` is null. */
  readonly broken: readonly YamlMistake[];
  /** Numbers that YAML reads as something else than what stands there. */
  readonly misread: readonly YamlMistake[];
  /** Null for an empty file. */
  readonly value: unknown;
  /** Where the value at `path` stands (a mapping or list: its key); what is missing is at its nearest parent. */
  readonly positionOf: (path: Path) => Position;
  /** Where the key stands that ends `path`. */
  readonly positionOfKey: (path: Path) => Position;
  /** How the scalar at `path` is written; null for anything else. */
  readonly sourceOf: (path: Path) => string | null;
}

/** Reads one YAML 1.2 document. Unknown tags, duplicate keys, tabs and alias bombs are mistakes, not surprises. */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    position: at(error.pos[0]),
    what: error.message,
  }));
  let value: unknown = null;
  if (broken.length === 0) {
    try {
      value = document.toJS();
    } catch (error) {
      // An alias bomb is found only while it explodes, and then without a position (stack.md §10).
      broken.push({
        position: at(lastAlias(document)),
        what: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return {
    broken,
    misread: misreadNumbers(document).map(({ offset, what }) => ({ position: at(offset), what })),
    value,
    positionOf: (path) => at(locate(document, path).value),
    positionOfKey: (path) => at(locate(document, path).key),
    sourceOf: (path) => locate(document, path).source,
  };
}

/** `010` is 10 and `0x1F` is 31 in YAML 1.2, and whole numbers beyond 2^53 lose digits: all silently. */
function misreadNumbers(document: Document.Parsed): { offset: number; what: string }[] {
  const found: { offset: number; what: string }[] = [];
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== 'number' || !Number.isInteger(node.value)) return;
      const read = BigInt(node.value).toString();
      if (node.source === undefined || node.source === read) return;
      found.push({
        offset: node.range?.[0] ?? 0,
        what: `found ${node.source}, which YAML reads as ${read}, expected it in quotes, or written as ${read}`,
      });
    },
  });
  return found;
}

/** An anchor stands before what refers to it, so the last alias is the outermost one. */
function lastAlias(document: Document.Parsed): number {
  let offset = 0;
  visit(document, {
    Alias: (_key, node) => {
      offset = node.range?.[0] ?? offset;
    },
  });
  return offset;
}

/** Walks as far along `path` as the document goes, keeping the last place that exists. */
function locate(
  document: Document.Parsed,
  path: Path,
): { key: number; value: number; source: string | null } {
  let node = resolve(document, document.contents);
  let place = { key: offsetOf(node), value: offsetOf(node) };
  for (const step of path) {
    if (isMap<Scalar, Node>(node)) {
      const pair = node.items.find((item) => String(item.key.value) === String(step));
      if (!pair) return { ...place, source: null };
      node = resolve(document, pair.value);
      const key = offsetOf(pair.key);
      place = { key, value: isScalar(pair.value) || isAlias(pair.value) ? offsetOf(pair.value) : key };
    } else if (isSeq<Node>(node) && typeof step === 'number' && node.items[step]) {
      const item = node.items[step];
      node = resolve(document, item);
      place = { key: offsetOf(item), value: offsetOf(item) };
    } else return { ...place, source: null };
  }
  return { ...place, source: isScalar(node) ? (node.source ?? null) : null };
}

const resolve = (document: Document.Parsed, node: Node | null | undefined): Node | null =>
  (isAlias(node) ? node.resolve(document) : node) ?? null;

const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0;
