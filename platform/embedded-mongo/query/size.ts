import { calculateObjectSize } from 'bson';
import { ensure } from './ensure.ts';

/** The bytes that a value takes as BSON, which is about what it holds in memory. */
export function sizeOf(value: unknown): number {
  return calculateObjectSize({ value });
}

/** Counts what a stage keeps; code 292 once it passes the limit. */
export function createMemoryMeter(limitBytes: number, what: string): (bytes: number) => void {
  const message = `${what} exceeded its memory limit of ${limitBytes} bytes and cannot spill to disk`;
  let held = 0;
  return (bytes) => {
    held += bytes;
    ensure(held <= limitBytes, 'QueryExceededMemoryLimitNoDiskUseAllowed', message);
  };
}
