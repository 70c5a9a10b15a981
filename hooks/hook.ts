/** What a hook is: an address that a panel's connector calls, signed, with one schema in and one out. */
import type { z } from 'zod';
import type { Upshelf } from '../src/upshelf.ts';

export interface Hook<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  /** As module.json names it. */
  readonly name: string;
  readonly path: `/hooks/${string}`;
  readonly summary: string;
  readonly request: In;
  readonly answer: Out;
  handle(upshelf: Upshelf, request: z.output<In>): Promise<z.input<Out>>;
}

/** Keeps the types of one hook's schemas together. */
export const defineHook = <In extends z.ZodType, Out extends z.ZodType>(hook: Hook<In, Out>): Hook<In, Out> =>
  hook;
