/** Icecast's configuration file: which mounts it has, what they are limited to, and the same file with another limit. */
import type { Limit } from '../catalogue/limit.ts';
import { edited, rootElement, textIn, type Edit, type XmlElement } from './xml-elements.ts';

export interface IcecastMount {
  /** With its slash: `/radio.mp3`. */
  readonly name: string;
  readonly listeners: Limit;
}

export interface IcecastConfig {
  readonly mounts: readonly IcecastMount[];
  /** Connections that the whole server takes: listeners, one source for each mount, whoever asks for statistics. */
  readonly clients: number;
}

/** What Icecast takes where the file does not say (cfgfile.c of 2.4: CONFIG_DEFAULT_CLIENT_LIMIT). */
const defaultClients = 256;

/** Connections beside listeners and sources: statistics, status pages, players that reconnect. */
const spareClients = 10;

/** null: no configuration of Icecast, or numbers in it that are none. */
export function readIcecastConfig(text: string): IcecastConfig | null {
  const root = rootElement(text);
  if (root?.name !== 'icecast') return null;
  const clients = clientsIn(text, root);
  const mounts = mountsIn(root).map((mount) => ({
    name: nameOf(text, mount),
    listeners: listenersOf(text, mount),
  }));
  if (clients === null || mounts.some(({ listeners }) => listeners === null)) return null;
  return {
    // A section without a name is the default for mounts that are not listed.
    mounts: mounts.filter((mount): mount is IcecastMount => mount.name !== ''),
    clients,
  };
}

/**
 * The file with `mount` limited to `listeners`, and with `<clients>` raised where it would be the lower limit: the
 * source counts against it too (provisioning.md §7, run for real). null: there is no such mount.
 */
export function withListeners(text: string, mount: string, listeners: Limit): string | null {
  const root = rootElement(text);
  const element = root && mountsIn(root).find((one) => nameOf(text, one) === mount);
  return element ? withEnoughClients(edited(text, limitEdits(text, element, listeners))) : null;
}

function limitEdits(text: string, mount: XmlElement, listeners: Limit): Edit[] {
  const limits = childrenOf(mount, 'max-listeners');
  // Icecast reads no limit as none, and takes the last of several.
  if (listeners === 'unlimited') {
    return limits.map(({ start, end }) => ({ start: startOfIndent(text, start), end, text: '' }));
  }
  const last = limits.at(-1);
  if (last) return [{ start: last.start, end: last.end, text: limitElement(listeners) }];
  const [named] = childrenOf(mount, 'mount-name');
  const at = named?.end ?? mount.contentStart;
  const indent = text.slice(startOfIndent(text, named?.start ?? at), named?.start ?? at);
  return [{ start: at, end: at, text: indent + limitElement(listeners) }];
}

const limitElement = (listeners: number): string => `<max-listeners>${listeners}</max-listeners>`;

/** Where the white space before `at` begins. */
const startOfIndent = (text: string, at: number): number => text.slice(0, at).trimEnd().length;

function withEnoughClients(text: string): string {
  const config = readIcecastConfig(text);
  const root = rootElement(text);
  if (!config || !root) return text;
  const listeners = config.mounts.reduce(
    (sum, mount) => sum + (mount.listeners === 'unlimited' ? 0 : mount.listeners),
    0,
  );
  const needed = listeners + config.mounts.length + spareClients;
  if (needed <= config.clients) return text;
  const element = `<clients>${needed}</clients>`;
  const limits = childrenOf(root, 'limits').at(-1);
  const clients = limits && childrenOf(limits, 'clients').at(-1);
  if (clients) return edited(text, [{ start: clients.start, end: clients.end, text: element }]);
  const at = limits?.contentStart ?? root.contentStart;
  return edited(text, [{ start: at, end: at, text: limits ? element : `<limits>${element}</limits>` }]);
}

const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

const mountsIn = (root: XmlElement): XmlElement[] => childrenOf(root, 'mount');

function nameOf(text: string, mount: XmlElement): string {
  const named = childrenOf(mount, 'mount-name').at(-1);
  return named ? textIn(text, named) : '';
}

/** null: not a number. Below 0 is no limit, 0 is nobody (seen in 2.4.4). */
function listenersOf(text: string, mount: XmlElement): Limit | null {
  const limit = childrenOf(mount, 'max-listeners').at(-1);
  if (!limit) return 'unlimited';
  const written = textIn(text, limit);
  if (!/^-?\d{1,9}$/.test(written)) return null;
  return written.startsWith('-') ? 'unlimited' : Number(written);
}

function clientsIn(text: string, root: XmlElement): number | null {
  const clients = childrenOf(root, 'limits')
    .flatMap((limits) => childrenOf(limits, 'clients'))
    .at(-1);
  if (!clients) return defaultClients;
  const written = textIn(text, clients);
  return /^\d{1,9}$/.test(written) ? Number(written) : null;
}
