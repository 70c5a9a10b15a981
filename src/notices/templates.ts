/** The templates, read, checked and compiled once at the start; a mistake in one stops the start, not a page. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { createHelpers } from './helpers.ts';
import type { Root } from './helpers.ts';
import { inspectTemplate } from './template-check.ts';
import { languages } from './translate.ts';
import type { Language, Messages, Translate } from './translate.ts';

/** Renders `pages/review.html` with `data`; strict: a value that the view does not give throws. */
export type Render = (name: string, data: Root & Readonly<Record<string, unknown>>) => string;

const builtIn = ['each', 'if', 'unless', 'with', 'lookup'];

interface Source {
  readonly name: string;
  readonly text: string;
}

const readSources = (root: string, folder: string): Source[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => ({
      name: `${folder}/${file.slice(0, -'.hbs'.length)}`,
      text: readFileSync(join(root, folder, file), 'utf8'),
    }));

/**
 * @param root the templates folder
 * @throws Error naming file and line of raw output, an unguarded address, an unknown helper or an unknown text
 */
export function loadTemplates(
  root: string,
  translate: Translate,
  messages: Readonly<Record<Language, Messages>>,
): { render: Render; css: string } {
  const handlebars = Handlebars.create();
  const helpers = createHelpers(translate);
  handlebars.registerHelper({ ...helpers });
  const knownHelpers = Object.fromEntries([...Object.keys(helpers), ...builtIn].map((name) => [name, true]));
  const compile = ({ name, text }: Source): HandlebarsTemplateDelegate => {
    // a plain text (.txt.hbs) is no HTML: "Tom & Jerry" stays as it is
    const html = !name.endsWith('.txt');
    check(name, text, html, messages);
    // preventIndent: an indented partial must not indent the text of its text area
    const options = {
      strict: true,
      knownHelpers,
      knownHelpersOnly: true,
      noEscape: !html,
      preventIndent: true,
    };
    try {
      // compile() is lazy; precompile() meets an unknown helper now
      handlebars.precompile(text, options);
    } catch (error) {
      throw new Error(`templates/${name}.hbs: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
    return handlebars.compile(text, options);
  };
  for (const source of readSources(root, 'partials')) {
    handlebars.registerPartial(source.name.slice('partials/'.length).replace(/\.html$/, ''), compile(source));
  }
  for (const source of readSources(root, 'notices')) {
    handlebars.registerPartial(source.name.replace(/\.html$/, ''), compile(source));
  }
  const templates = new Map(
    ['pages', 'emails']
      .flatMap((folder) => readSources(root, folder))
      .map((source) => [source.name, compile(source)] as const),
  );
  const render: Render = (name, data) => {
    const template = templates.get(name);
    if (!template) throw new Error(`There is no template "${name}".`);
    return template(data);
  };
  return { render, css: readFileSync(join(root, 'styles', 'page.css'), 'utf8') };
}

function check(
  name: string,
  text: string,
  html: boolean,
  messages: Readonly<Record<Language, Messages>>,
): void {
  const { problems, keys } = inspectTemplate(text, html);
  const missing = keys.flatMap((key) =>
    languages
      .filter((language) => !messages[language].has(key))
      .map((language) => `no text "${key}" in locales/${language}.json`),
  );
  const [first] = [...problems, ...missing];
  if (first !== undefined) throw new Error(`templates/${name}.hbs: ${first}`);
}
