// Builds dist/ for the npm package: Node strips no types under node_modules.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../', import.meta.url);
// what an earlier build left behind would be packed too
rmSync(new URL('dist', folder), { recursive: true, force: true });
const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', folder));
const settings = fileURLToPath(new URL('tsconfig.build.json', folder));
const { status } = spawnSync(process.execPath, [compiler, '-p', settings], { stdio: 'inherit' });
process.exitCode = status ?? 1;
