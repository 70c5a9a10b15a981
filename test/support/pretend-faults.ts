/** The contract's faults as the pretend servers know them. */
import type { Fault } from '../../sandbox/pretend/faults.ts';
import type { WriteFault } from '../contract/driver/driver-contract.ts';

/** The fault for the next call of `operation`; `wrong` is the one field that `one-limit-wrong` sets otherwise. */
export function pretendFault(
  fault: WriteFault,
  operation: string,
  wrong: { readonly field: string; readonly value: unknown },
): Fault {
  const common = { operation, times: 1 };
  switch (fault) {
    case 'cut-before':
      return { kind: 'dead', ...common };
    case 'cut-after':
      return { kind: 'lost-answer', ...common };
    case 'silent-after':
      return { kind: 'no-answer', ...common };
    case 'late':
      return { kind: 'held', ...common };
    case 'no-effect':
      return { kind: 'no-effect', ...common };
    case 'one-limit-wrong':
      return { kind: 'wrong-limit', ...wrong, ...common };
    case 'half':
      return { kind: 'half-applied', ...common };
    case 'web-page':
      return { kind: 'html', acted: false, ...common };
    case 'proxy-error-after':
      return { kind: 'status', status: 524, acted: true, ...common };
  }
}
