/** The arrows of design section 10, on the import statements that are really there. */
import { builtinModules } from 'node:module';
import { describe, expect, test } from 'vitest';
import { cycleIn, folderOf, importsOf, sourcesIn, type Import } from '../../support/app-imports.ts';

const src = sourcesIn('src');
const hooks = sourcesIn('hooks');
const sandbox = sourcesIn('sandbox');
const product = [...src, ...hooks];
const imports = product.flatMap((source) => source.imports);

const show = ({ from, to }: Import): string => `${from} → ${to}`;
const isFile = (name: string): boolean => /^(?:src|hooks|sandbox|test|scripts|bench)\//.test(name);
const isBuiltIn = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);
const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

/** decide and what it thinks with; observe, act and run around it do the looking and the doing. */
const pureChange = /^src\/change\/(?:states|decide[^/]*|decision|view|read-[^/]*|patience|seen)\.ts$/;
const isPure = (file: string): boolean =>
  ['catalogue', 'compatibility', 'billing'].includes(folderOf(file) ?? '') || pureChange.test(file);

/** Everything that a pure file may take from outside the repository. */
const purePackages = ['zod', 'decimal.js', 'date-fns', '@date-fns/utc'];

const offences = (breaks: (one: Import) => boolean): string[] => imports.filter(breaks).map(show);

test('the parser sees static, type-only, re-exporting and dynamic imports', () => {
  const text = `
    import { a } from './a.ts'; import type { B } from '../b.ts'; import { type C } from 'c';
    import './d.ts'; export { e } from './e.ts'; export type { F } from './f.ts';
    const g = await import('node:g'); type H = import('./h.ts').H; // import './not.ts'`;
  expect(importsOf('src/x/y.ts', text).map(({ to, typeOnly }) => `${to} ${String(typeOnly)}`)).toEqual([
    'src/x/a.ts false',
    'src/b.ts true',
    'c true',
    'src/x/d.ts false',
    'src/x/e.ts false',
    'src/x/f.ts true',
    'node:g false',
    'src/x/h.ts true',
  ]);
  expect(src.length).toBeGreaterThan(100);
});

test('src and hooks never import the sandbox, the tests or the scripts', () => {
  expect(offences(({ to }) => isFile(to) && !/^(?:src|hooks)\//.test(to))).toEqual([]);
});

describe('the pure core', () => {
  test('every file that the design calls pure is there', () => {
    const pure = src.map(({ file }) => file).filter((file) => pureChange.test(file));
    expect(pure).toEqual(
      expect.arrayContaining(
        ['states', 'decide', 'decision', 'view', 'patience', 'seen'].map((name) => `src/change/${name}.ts`),
      ),
    );
  });

  test('it takes nothing from Node and no package that does I/O', () => {
    expect(
      offences(
        ({ from, to }) =>
          isPure(from) && !isFile(to) && (isBuiltIn(to) || !purePackages.includes(packageOf(to))),
      ),
    ).toEqual([]);
  });

  test('it takes only types from anything that is not pure, except the catalogue of errors', () => {
    expect(
      offences(
        ({ from, to, typeOnly }) =>
          isPure(from) && isFile(to) && !isPure(to) && !typeOnly && to !== 'src/errors.ts',
      ),
    ).toEqual([]);
  });

  test('the catalogue takes nothing from src but itself', () => {
    expect(
      offences(
        ({ from, to }) => folderOf(from) === 'catalogue' && isFile(to) && folderOf(to) !== 'catalogue',
      ),
    ).toEqual([]);
  });

  test('compatibility and billing rest on the catalogue, and not on each other', () => {
    const below = ['catalogue'];
    expect(
      offences(({ from, to }) => {
        const own = folderOf(from);
        if (own !== 'compatibility' && own !== 'billing') return false;
        return isFile(to) && to !== 'src/errors.ts' && ![own, ...below].includes(folderOf(to) ?? to);
      }),
    ).toEqual([]);
  });
});

test('L1: only billing does arithmetic on money', () => {
  const users = imports.filter(({ to }) => packageOf(to) === 'decimal.js').map(({ from }) => folderOf(from));
  expect([...new Set(users)]).toEqual(['billing']);
});

describe('adapters', () => {
  /** What speaks to a panel, to servers and to the database. */
  const isAdapter = (file: string): boolean =>
    /^src\/panel\/connector-client\.ts$|^src\/store\/open\.ts$|^src\/provisioning\/drivers\.ts$/.test(file);
  const allowed = [
    // reads the changes beside a running app, without settings for panel and servers having to work
    'src/cli/show.ts → src/store/open.ts',
  ];

  test('the composition root alone imports them', () => {
    const users = imports.filter(({ to, typeOnly }) => isAdapter(to) && !typeOnly).map(show);
    expect(users.filter((user) => !user.startsWith('src/upshelf.ts')).sort()).toEqual(allowed);
    expect(users.filter((user) => user.startsWith('src/upshelf.ts'))).toHaveLength(3);
  });

  /** The ports are types; these few values of adapter folders are pure, and say why they may be used outside. */
  const pureValues = [
    'src/provisioning/account-name.ts',
    'src/panel/connector-protocol.ts',
    'src/panel/signature.ts',
  ];
  test('everybody else takes types and pure helpers from their folders', () => {
    const folders = ['panel', 'provisioning', 'store'];
    expect(
      offences(
        ({ from, to, typeOnly }) =>
          folders.includes(folderOf(to) ?? '') &&
          folderOf(from) !== folderOf(to) &&
          from !== 'src/upshelf.ts' &&
          !typeOnly &&
          !pureValues.includes(to),
      ),
    ).toEqual(allowed);
  });

  test('packages for I/O stay where they belong', () => {
    const homes: Readonly<Record<string, readonly string[]>> = {
      axios: ['src/http.ts'],
      fastify: ['app'],
      '@fastify/rate-limit': ['app'],
      'prom-client': ['app'],
      kysely: ['store'],
      pg: ['store'],
      handlebars: ['notices'],
      yaml: ['settings'],
      commander: ['cli'],
    };
    const strays = imports.filter(({ from, to }) => {
      const home = homes[packageOf(to)];
      return home !== undefined && !home.includes(folderOf(from) ?? from);
    });
    expect(strays.map(show)).toEqual([]);
    for (const name of Object.keys(homes))
      expect(
        imports.some(({ to }) => packageOf(to) === name),
        name,
      ).toBe(true);
  });
});

test('nobody but hooks, commands and the app itself knows the composition root', () => {
  const users = imports.filter(({ to }) => to === 'src/upshelf.ts').map(({ from }) => folderOf(from) ?? from);
  expect([...new Set(users)].sort()).toEqual(['app', 'cli', 'hooks/hook.ts']);
});

describe('no way leads back', () => {
  const running = imports.filter(({ to, typeOnly }) => isFile(to) && !typeOnly);

  test('between the folders of src', () => {
    const arrows = running.flatMap(({ from, to }) => {
      const [left, right] = [folderOf(from), folderOf(to)];
      return left !== null && right !== null && left !== right ? [{ from: left, to: right }] : [];
    });
    expect(cycleIn(arrows)).toBeNull();
  });

  test('between files', () => {
    expect(cycleIn(running)).toBeNull();
  });

  test('a way back would be found', () => {
    expect(cycleIn([...'ab bc cd db'.split(' ')].map(([from = '', to = '']) => ({ from, to })))).toEqual([
      'b',
      'c',
      'd',
      'b',
    ]);
  });
});

test('no file is longer than 300 lines', () => {
  const long = [...product, ...sandbox].filter(({ lines }) => lines > 300);
  expect(long.map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
});
