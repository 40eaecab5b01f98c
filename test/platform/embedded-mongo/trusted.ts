/**
 * Takes a value of a test file or a generated case for the type that its place calls for. What reads
 * it fails by itself when it is something else; a missing value fails here.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- naming the type is its purpose
export function trusted<Wanted>(value: unknown): Wanted {
  if (isThere<Wanted>(value)) return value;
  throw new Error('a value of the test is missing');
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
function isThere<Wanted>(value: unknown): value is Wanted {
  return value !== undefined;
}
