/** The import statements of the sources, as the TypeScript parser sees them. */
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

const root = new URL('../../', import.meta.url);

export interface Import {
  /** From the repository's root. */
  readonly from: string;
  /** A file from the repository's root, or a package's name as written. */
  readonly to: string;
  /** Gone when the program runs: only types are taken. */
  readonly typeOnly: boolean;
}

export interface Source {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** Every TypeScript file below `folder`. */
export const sourcesIn = (folder: string): Source[] =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, root), 'utf8');
      return { file, lines: text.trimEnd().split('\n').length, imports: importsOf(file, text) };
    });

/** Static, re-exporting and dynamic imports of one file. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { text: name } = specifier;
    const to = name.startsWith('.') ? posix.join(posix.dirname(file), name) : name;
    found.push({ from: file, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, takesOnlyTypes(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

function takesOnlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings } = clause;
  return (
    !clause.name &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

/** The folder that a file stands in, below src; null for a file of src itself and for what is elsewhere. */
export function folderOf(file: string): string | null {
  const [top, folder, ...rest] = file.split('/');
  return top === 'src' && folder !== undefined && rest.length > 0 ? folder : null;
}

/** A way round, from a node back to itself; null when there is none. */
export function cycleIn(arrows: readonly { readonly from: string; readonly to: string }[]): string[] | null {
  const next = Map.groupBy(arrows, ({ from }) => from);
  const done = new Set<string>();
  const walk = (node: string, way: readonly string[]): string[] | null => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const { to } of next.get(node) ?? []) {
      const cycle = walk(to, [...way, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const node of next.keys()) {
    const cycle = walk(node, []);
    if (cycle) return cycle;
  }
  return null;
}
