/**
 * Freezes a value through and through, so that handing it out is as good as handing out a copy. What is frozen
 * already is not walked again: that makes it cheap to build a new value around old parts.
 */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
  return value;
}
