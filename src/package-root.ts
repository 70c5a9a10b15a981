import { existsSync } from 'node:fs';

/**
 * The folder that holds package.json and templates/: two steps up from the sources, three from the built files.
 * Looked for, because `new URL('../x', import.meta.url)` means different folders in the two (stack.md section 9).
 */
export const packageRoot: URL = (() => {
  let folder = new URL('./', import.meta.url);
  while (!existsSync(new URL('module.json', folder))) {
    const parent = new URL('../', folder);
    if (parent.href === folder.href)
      throw new Error('module.json is missing beside package.json: the package is incomplete');
    folder = parent;
  }
  return folder;
})();
