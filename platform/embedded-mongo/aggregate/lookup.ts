import { notSupported } from '../errors.ts';
import { ensure, modifyDocument, parsePath, readFields, typeOf, valueAt } from '../query/index.ts';
import type { Document } from '../types.ts';
import { paced, type PipelineContext, type Stage } from './pipeline.ts';

/** Compiles `$lookup` by equality of two fields; its other forms are refused. */
export function compileLookup(spec: unknown, context: PipelineContext): Stage {
  if (context.collation !== undefined) throw notSupported('$lookup under a collation');
  const required = ['from', 'localField', 'foreignField', 'as'];
  const fields = readFields('$lookup', spec, required, []);
  const names = required.map((field) => fields[field]);
  const isNamed = names.every((name) => typeof name === 'string' && /^[^$]/.test(name));
  ensure(isNamed, 'FailedToParse', '$lookup needs strings that do not begin with $');
  const [from = '', local = '', foreign = '', as = ''] = names.map(String);
  const [localPath, targetPath] = [parsePath(local), parsePath(as)];
  return async function* lookup(input) {
    for await (const document of paced(input, context)) {
      const value = valueAt(document, localPath) ?? null;
      const found: Document[] = [];
      for await (const match of context.lookup(from, equalToAny(foreign, value))) found.push(match);
      yield modifyDocument(document, targetPath, () => found);
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
