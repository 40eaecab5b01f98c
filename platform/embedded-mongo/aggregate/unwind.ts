import { Long } from 'bson';
import { MongoError } from '../errors.ts';
import { getField, isDocument, isNullish, parsePath, type Path } from '../query/index.ts';
import type { Document } from '../types.ts';
import { putAt, specOf, type Stage } from './context.ts';

/** Compiles `$unwind`. */
export function compileUnwind(spec: unknown): Stage {
  const {
    path,
    includeArrayIndex,
    preserveNullAndEmptyArrays = false,
    ...others
  } = typeof spec === 'string' ? { path: spec } : specOf(spec, 15981);
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined)
    throw new MongoError(28811, `unrecognized option to $unwind stage: ${unknown}`);
  if (typeof path !== 'string' || !path.startsWith('$')) {
    throw new MongoError(28818, "path option to $unwind stage should be prefixed with a '$'");
  }
  if (typeof preserveNullAndEmptyArrays !== 'boolean') {
    throw new MongoError(28809, 'preserveNullAndEmptyArrays must be a boolean');
  }
  const indexPath = readIndexPath(includeArrayIndex);
  const at = parsePath(path.slice(1));
  return async function* unwind(input) {
    for await (const document of input) {
      const value = plainValueAt(document, at);
      const isEmpty = isNullish(value) || (Array.isArray(value) && value.length === 0);
      if (isEmpty && !preserveNullAndEmptyArrays) continue;
      if (isEmpty || !Array.isArray(value)) {
        const kept = Array.isArray(value) ? putAt(document, at, undefined) : document;
        yield indexPath === undefined ? kept : putAt(kept, indexPath, null);
        continue;
      }
      for (const [index, item] of value.entries()) {
        const one = putAt(document, at, item);
        yield indexPath === undefined ? one : putAt(one, indexPath, Long.fromNumber(index));
      }
    }
  };
}

function readIndexPath(name: unknown): Path | undefined {
  if (name === undefined) return undefined;
  if (typeof name === 'string' && name !== '' && !name.startsWith('$')) return parsePath(name);
  throw new MongoError(28822, 'includeArrayIndex must be a field name without $');
}

function plainValueAt(document: Document, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (isDocument(value) ? getField(value, part) : undefined),
    document,
  );
}
