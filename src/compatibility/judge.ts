/** The shelf engine: what one service may move to, and why not the rest (design section 6). */
import { UpshelfError } from '../errors.ts';
import type { Situation } from './situation.ts';
import type { ServiceVerdict } from './verdict.ts';

/** Judges every plan of the catalogue, in the panel's order, with every reason that holds. */
export function judgeService(_situation: Situation): ServiceVerdict {
  throw new UpshelfError('internal', 'The shelf engine follows in the next commit.');
}
