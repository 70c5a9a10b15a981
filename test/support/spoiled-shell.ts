/** A real shell on this machine whose next write goes wrong as the driver contract wants it. */
import type { HostShell, ShellResult } from '../../src/provisioning/host-shell.ts';
import type { WriteFault } from '../contract/driver/driver-contract.ts';

export interface SpoiledShell extends HostShell {
  spoil(fault: WriteFault): void;
  /** Runs what was held back. */
  land(): Promise<void>;
  writes(): number;
}

/** What a fault does with the file after the script was run or held back. */
export interface Spoilers {
  /** Sets the limit that `one-limit-wrong` stands for. */
  readonly wrongLimit: () => void;
  /** The script without its reload. */
  readonly withoutReload: (script: string) => string;
}

const brokenOff: ShellResult = { kind: 'lost', message: 'ssh broke off' };
const fine: ShellResult = { kind: 'ended', code: 0, output: '', complaint: '' };

export function spoiledShell(shell: HostShell, spoilers: Spoilers): SpoiledShell {
  let fault: WriteFault | null = null;
  let held: (() => Promise<unknown>)[] = [];
  let writes = 0;
  return {
    async run(script, deadline) {
      if (!script.startsWith('upshelf()')) return shell.run(script, deadline);
      writes += 1;
      const spoiled = fault;
      fault = null;
      const act = (whole = script) => shell.run(whole, deadline);
      switch (spoiled) {
        case null:
          return act();
        case 'cut-before':
        case 'web-page':
          return brokenOff;
        case 'cut-after':
        case 'silent-after':
        case 'proxy-error-after':
          await act();
          return brokenOff;
        case 'late':
          held.push(() => act());
          return brokenOff;
        case 'no-effect':
          return fine;
        case 'one-limit-wrong':
          await act();
          spoilers.wrongLimit();
          return fine;
        case 'half':
          return act(spoilers.withoutReload(script));
      }
    },
    spoil(next) {
      fault = next;
    },
    async land() {
      const late = held;
      held = [];
      for (const act of late) await act();
    },
    writes: () => writes,
  };
}
