/** What a template must not do, found in its syntax tree at load time: Handlebars itself does not protect from these. */
import Handlebars from 'handlebars';

/** A place in a template that is refused, and the translation keys that the template names. */
export interface TemplateFindings {
  readonly problems: readonly string[];
  readonly keys: readonly string[];
}

/**
 * Walks the syntax tree for raw output (`{{{x}}}`, `{{&x}}`) and unguarded addresses: escaping leaves
 * `href="javascript:…"` as it is (stack.md §7), so every address goes through the `safe` or `step` helper.
 */
class Inspector extends Handlebars.Visitor {
  readonly problems: string[] = [];
  readonly keys: string[] = [];

  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    if (!statement.escaped) this.problems.push(`line ${statement.loc.start.line}: raw output is not allowed`);
    this.#collectKey(statement);
    super.MustacheStatement(statement);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.#collectKey(expression);
    super.SubExpression(expression);
  }

  #collectKey(call: hbs.AST.MustacheStatement | hbs.AST.SubExpression): void {
    const [first] = call.params;
    if (!('original' in call.path) || call.path.original !== 't' || first?.type !== 'StringLiteral') return;
    this.keys.push((first as hbs.AST.StringLiteral).value);
  }
}

const addressAttribute = /\b(?:href|src|action|formaction)\s*=\s*(?!"\{\{(?:safe|step) |"#)/g;
const unquotedAttribute = /=\s*\{\{/g;
const eventAttribute = /\son\w+\s*=|\sstyle\s*=/gi;

/** Findings of one template; `html` false: a plain text, where there are no attributes to guard. */
export function inspectTemplate(source: string, html: boolean): TemplateFindings {
  const inspector = new Inspector();
  inspector.accept(Handlebars.parse(source));
  const problems = [...inspector.problems];
  if (html) {
    const lineOf = (index: number): number => source.slice(0, index).split('\n').length;
    const report = (pattern: RegExp, what: string): void => {
      for (const match of source.matchAll(pattern)) problems.push(`line ${lineOf(match.index)}: ${what}`);
    };
    const markup = source.replace(/\{\{[^}]*\}\}/g, (tag) =>
      tag.replace(/\b\w+=\(?/g, (name) => name.replace('=', ':')),
    );
    report(addressAttribute, 'an address must go through the "safe" or "step" helper');
    for (const match of markup.matchAll(unquotedAttribute))
      problems.push(`line ${lineOf(match.index)}: an attribute must be quoted`);
    // a panel's Content-Security-Policy may forbid them, and nothing of ours needs them
    report(eventAttribute, 'no inline script or style');
  }
  return { problems, keys: inspector.keys };
}
