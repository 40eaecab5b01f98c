import { Binary, BSONValue } from 'bson';
import { MongoError } from '../errors.ts';

/** What an object costs besides its content, roughly, in V8. */
const OVERHEAD_BYTES = 40;

/** Roughly the bytes of memory that a value holds. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return OVERHEAD_BYTES + value.length * 2;
  if (typeof value !== 'object' || value === null) return 8;
  if (value instanceof Binary) return OVERHEAD_BYTES + value.length();
  if (value instanceof Date || value instanceof BSONValue) return OVERHEAD_BYTES;
  let bytes = OVERHEAD_BYTES;
  for (const item of Object.values(value)) bytes += 8 + sizeOf(item);
  return bytes;
}

/** Counts what a stage keeps; code 292 once it passes the limit. */
export function createMemoryMeter(limitBytes: number, what: string): (bytes: number) => void {
  let held = 0;
  return (bytes) => {
    held += bytes;
    if (held <= limitBytes) return;
    throw new MongoError(
      'QueryExceededMemoryLimitNoDiskUseAllowed',
      `Exceeded memory limit for ${what}: ${limitBytes} bytes; the embedded database does not spill to disk`,
    );
  };
}
