/**
 * What all of some work under way answers. Waits for all of it, also if some fails: none may be at
 * work any more when the next begins.
 * @throws the error of the first that failed
 */
export async function allDone<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}
