import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createNotices } from '../../../src/notices/notices.ts';
import { inspectTemplate } from '../../../src/notices/template-check.ts';
import { findTemplates } from '../../../src/notices/templates-folder.ts';

describe('what a template must not hold', () => {
  test.each([
    ['raw output', '<p>{{{name}}}</p>', 'line 1: raw output is not allowed'],
    ['raw output, the other spelling', '<p>\n{{&name}}</p>', 'line 2: raw output is not allowed'],
    [
      'raw output deep inside',
      '{{#if a}}{{#each b}}{{{c}}}{{/each}}{{/if}}',
      'line 1: raw output is not allowed',
    ],
    [
      'an address as it came',
      '<a href="{{url}}">',
      'line 1: an address must go through the "safe" or "step" helper',
    ],
    [
      'a form to an address as it came',
      '<form action="/x/{{url}}">',
      'line 1: an address must go through the "safe" or "step" helper',
    ],
    ['an attribute without quotes', '<p class={{name}}>', 'line 1: an attribute must be quoted'],
    ['a script in an attribute', '<p onclick="x()">', 'line 1: no inline script or style'],
    ['a style in an attribute', '<p style="width:{{x}}">', 'line 1: no inline script or style'],
  ])('%s', (_, source, problem) => {
    expect(inspectTemplate(source, true).problems).toContain(problem);
  });

  test('what is fine', () => {
    const source =
      '<a class="x{{#if a}} y{{/if}}" href="{{safe url}}">{{t "a.b" name=(t "c.d" x=y)}}</a> <a href="{{step "plan" category=id}}">';
    expect(inspectTemplate(source, true)).toEqual({ problems: [], keys: ['a.b', 'c.d'] });
  });
});

describe('at load time', () => {
  const copies: string[] = [];
  afterAll(() => {
    for (const folder of copies) rmSync(folder, { recursive: true });
  });

  function withPage(source: string): () => unknown {
    const folder = mkdtempSync(join(tmpdir(), 'upshelf-templates-'));
    copies.push(folder);
    cpSync(findTemplates(), folder, { recursive: true });
    writeFileSync(join(folder, 'pages', 'error.html.hbs'), source);
    return () => createNotices({ templatesDir: folder, defaultLanguage: 'es' });
  }

  test('the start stops at raw output, naming the file and the line', () => {
    expect(withPage('\n{{{error.what}}}')).toThrow(
      'templates/pages/error.html.hbs: line 2: raw output is not allowed',
    );
  });

  test('the start stops at a text that does not exist', () => {
    expect(withPage('{{t "error-titel"}}')).toThrow(
      'templates/pages/error.html.hbs: no text "error-titel" in locales/es.json',
    );
  });

  test('the start stops at a helper that does not exist', () => {
    expect(withPage('{{shout error.what "x"}}')).toThrow(/templates\/pages\/error\.html\.hbs: .*shout/);
  });
});
