import { BSONRegExp } from 'bson';
import { notSupported } from '../errors.ts';
import { ensure, readFields } from '../query/ensure.ts';
import { valueAt } from '../query/expression.ts';
import { isOperatorDocument } from '../query/filter.ts';
import { parsePath } from '../query/paths.ts';
import { modifyDocument } from '../query/update-path.ts';
import type { Document } from '../types.ts';
import { paced, type PipelineContext, type Stage } from './pipeline.ts';

/** Compiles `$lookup` by equality of two fields; its other forms are refused. */
export function compileLookup(spec: unknown, context: PipelineContext): Stage {
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

/** What `$in` would take for a condition, and not for a value, is refused. */
function equalToAny(field: string, value: unknown): Document {
  const wanted: unknown[] = Array.isArray(value) ? value : [value];
  const isPlain = !wanted.some((item) => item instanceof BSONRegExp || isOperatorDocument(item));
  if (!isPlain) throw notSupported('$lookup by a condition');
  return { [field]: { $in: wanted } };
}
