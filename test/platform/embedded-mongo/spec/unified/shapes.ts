/** A document of a test file. */
export type Doc = { [field: string]: unknown };

export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asDoc(value: unknown): Doc {
  if (isDoc(value)) return value;
  throw new Error(`the test file has no document where one belongs: ${String(value)}`);
}

export function asList(value: unknown): unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new Error('the test file has no list where one belongs');
}

export function asDocs(value: unknown): Doc[] {
  return asList(value).map(asDoc);
}
