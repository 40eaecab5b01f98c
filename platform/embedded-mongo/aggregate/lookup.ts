import { failedToParse, notSupported } from '../errors.ts';
import { parsePath, typeOf, valueAt } from '../query/index.ts';
import type { Document } from '../types.ts';
import { paced, type PipelineContext, putAt, specOf, type Stage } from './context.ts';

/** Compiles `$lookup` by equality of two fields; its other forms are refused. */
export function compileLookup(spec: unknown, context: PipelineContext): Stage {
  if (context.collation !== undefined) throw notSupported('$lookup under a collation');
  const { from, localField, foreignField, as, ...others } = specOf(spec, 9);
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw notSupported(`the $lookup option ${unknown}`);
  const names = [from, localField, foreignField, as];
  if (!names.every((name) => typeof name === 'string' && name !== '' && !name.startsWith('$'))) {
    throw failedToParse('$lookup needs from, localField, foreignField and as, all strings');
  }
  const [collection = '', local = '', foreign = '', target = ''] = names.map(String);
  const [localPath, targetPath] = [parsePath(local), parsePath(target)];
  return async function* lookup(input) {
    for await (const document of paced(input, context)) {
      const value = valueAt(document, localPath) ?? null;
      const found: Document[] = [];
      for await (const match of context.lookup(collection, equalToAny(foreign, value)))
        found.push(match);
      yield putAt(document, targetPath, found);
    }
  };
}

/** A regular expression or an odd document must be equalled here, not understood as a condition. */
function equalToAny(field: string, value: unknown): Document {
  const wanted: unknown[] = Array.isArray(value) ? value : [value];
  const isPlain = wanted.every((item) => !['regex', 'object'].includes(typeOf(item)));
  return isPlain
    ? { [field]: { $in: wanted } }
    : { $or: wanted.map((item) => ({ [field]: { $eq: item } })) };
}
