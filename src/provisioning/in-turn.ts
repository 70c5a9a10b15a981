/** Lets pieces of work wait for each other, where two at a time would undo each other's. */

/** A queue: each piece starts when the one before has ended, whatever became of it. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
