import { Option } from 'commander';
import { loadSettings } from '../settings/load.ts';
import type { Settings } from '../settings/settings.ts';

/** `--config FILE`, by default `upshelf.yaml` in the current folder. */
export const configOption = (): Option =>
  new Option('--config <file>', 'the settings').default('upshelf.yaml');

/** @throws UpshelfError `settings-invalid`, `secret-missing` */
export const settingsFrom = (file: string): Settings => loadSettings({ file, env: process.env });
