import { ApiError } from './api.ts';
import { toErrorText } from './errors.ts';
import { hasWords, t } from './words.ts';

/** What the rules of the tree and of its lists found wrong, each fault in words; any other error as everywhere. */
export function listUnitFaults(
  error: unknown,
  toLine = (fault: string, _path: string): string => fault,
): readonly string[] {
  const fields = error instanceof ApiError ? (error.problem.fields ?? []) : [];
  const known = fields.filter(({ rule }) => hasWords(`unit.fault.${rule}`));
  if (known.length === 0) return [toErrorText(error)];
  return known.map(({ path, rule }) => toLine(t(`unit.fault.${rule}`), path));
}
