/** Where the templates lie: `templates/` at the package's root, seen from src/ under Node and from dist/src/ in npm. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The nearest `templates` folder above `start`.
 * @throws Error when there is none
 */
export function findTemplates(start: string = import.meta.dirname): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, 'templates');
    if (existsSync(join(candidate, 'locales'))) return candidate;
    if (dirname(folder) === folder) throw new Error(`No templates folder above ${start}.`);
  }
}
