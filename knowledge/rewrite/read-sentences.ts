import type { CitedSentence } from './passage.ts';

const mostSentences = 8;
const mostRefs = 4;

/**
 * The sentences of a model's answer, which must be exactly the JSON object asked for: no prose around it, no other
 * key. Undefined for anything else. Checked by hand, as this room knows no library.
 */
export function readSentences(text: string): readonly CitedSentence[] | undefined {
  const value = parseJson(text);
  if (!hasOnlyKeys(value, ['sentences'])) return undefined;
  const { sentences } = value;
  if (!Array.isArray(sentences) || sentences.length > mostSentences) return undefined;
  const read = sentences.map(toSentence);
  const good = read.filter((sentence) => sentence !== undefined);
  return good.length === read.length ? good : undefined;
}

function toSentence(value: unknown): CitedSentence | undefined {
  if (!hasOnlyKeys(value, ['text', 'refs'])) return undefined;
  const { text, refs } = value;
  if (typeof text !== 'string' || !Array.isArray(refs) || refs.length > mostRefs) return undefined;
  const words = refs.filter((ref): ref is string => typeof ref === 'string');
  return words.length === refs.length
    ? { text: text.trim(), refs: [...new Set(words)] }
    : undefined;
}

function hasOnlyKeys(
  value: unknown,
  keys: readonly string[],
): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key) => own.includes(key));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
