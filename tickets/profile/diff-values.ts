/** Plain data as JSON has it; what is undefined is not there. */
type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

/** One difference. `path` goes by the ids of entries where they have some, else by their place in the list. */
export type ValueChange = {
  readonly path: readonly string[];
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly before?: string;
  readonly after?: string;
};

/** What changed from one value to another, entry by entry and field by field, in the order of the newer one. */
export function diffValues(
  before: Value,
  after: Value,
  path: readonly string[] = [],
): readonly ValueChange[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ path, kind: 'added', after: toText(after) }];
  if (after === undefined) return [{ path, kind: 'removed', before: toText(before) }];
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  if (isFields(before) && isFields(after)) return diffFields(before, after, path);
  if (before === after) return [];
  return [{ path, kind: 'changed', before: toText(before), after: toText(after) }];
}

function diffFields(before: Fields, after: Fields, path: readonly string[]) {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name) => diffValues(before[name], after[name], [...path, name]));
}

function diffLists(
  before: readonly Value[],
  after: readonly Value[],
  path: readonly string[],
): readonly ValueChange[] {
  if ([...before, ...after].every((value) => typeof value === 'string')) {
    const [was, is] = [before.join('、'), after.join('、')];
    return was === is ? [] : [{ path, kind: 'changed', before: was, after: is }];
  }
  const [was, is] = [toEntries(before), toEntries(after)];
  const changes = diffFields(Object.fromEntries(was), Object.fromEntries(is), path);
  const kept = (entries: typeof was, others: typeof was) =>
    entries.map(([key]) => key).filter((key) => others.some(([other]) => other === key));
  const isMoved = kept(was, is).join('\n') !== kept(is, was).join('\n');
  return isMoved ? [...changes, { path, kind: 'moved' }] : changes;
}

function toEntries(list: readonly Value[]): readonly (readonly [string, Value])[] {
  return list.map((value, index) => [readKey(value) ?? `#${index + 1}`, value]);
}

/** A rule about one kind of document has that kind's id for its own. */
function readKey(value: Value): string | undefined {
  const key = isFields(value) ? (value['id'] ?? value['documentKind']) : undefined;
  return typeof key === 'string' ? key : undefined;
}

function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (isFields(value) && typeof value['name'] === 'string') return value['name'];
  return JSON.stringify(value);
}
