import type { Words } from './channel.ts';

/** Words for channels that know only text: options follow as numbered lines. */
export function toPlainText(words: Words): string {
  if (words.options === undefined || words.options.length === 0) return words.text;
  const lines = words.options.map(({ label }, index) => `${index + 1}. ${label}`);
  return `${words.text}\n\n${lines.join('\n')}`;
}
