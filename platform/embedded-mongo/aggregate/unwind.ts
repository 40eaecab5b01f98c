import {
  ensure,
  getField,
  isDocument,
  isNullish,
  modifyDocument,
  parsePath,
  readFields,
} from '../query/index.ts';
import type { Document } from '../types.ts';
import type { Stage } from './pipeline.ts';

/** Compiles `$unwind`; `includeArrayIndex` is refused. */
export function compileUnwind(spec: unknown): Stage {
  const options = typeof spec === 'string' ? { path: spec } : spec;
  const fields = readFields('$unwind', options, ['path'], ['preserveNullAndEmptyArrays']);
  const { path: name, preserveNullAndEmptyArrays: keepsEmpty = false } = fields;
  const isPath = typeof name === 'string' && name.startsWith('$');
  ensure(isPath, 28818, "path option to $unwind stage should be prefixed with a '$'");
  ensure(typeof keepsEmpty === 'boolean', 28809, 'preserveNullAndEmptyArrays must be a boolean');
  const path = parsePath(name.slice(1));
  return async function* unwind(input) {
    for await (const document of input) {
      const value = plainValueAt(document, path);
      if (Array.isArray(value) && value.length > 0) {
        for (const item of value) yield modifyDocument(document, path, () => item);
      } else if (Array.isArray(value)) {
        if (keepsEmpty) yield modifyDocument(document, path, () => undefined);
      } else if (keepsEmpty || !isNullish(value)) {
        yield document;
      }
    }
  };
}

function plainValueAt(document: Document, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (isDocument(value) ? getField(value, part) : undefined),
    document,
  );
}
