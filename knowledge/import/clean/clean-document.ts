import type { CleanDocument, DocumentBody, Cleaning } from './document.ts';
import { dropRepeats } from './drop-repeats.ts';
import { readMetadata } from './read-metadata.ts';
import { splitVoices } from './split-voices.ts';
import { stripChrome } from './strip-chrome.ts';

/** Traditional characters to Simplified, everything else as it is. */
export type ToSimplified = (text: string) => string;

/** A quoted name may be in Traditional characters; a paper that is has far more. */
const traditionalShare = 0.05;
const shortestTitle = 6;
const longestTitle = 60;
const longestGuess = 40;

/** Makes of a file's text the paper that it holds, and says what was left out and why. */
export function cleanDocument(
  text: string,
  name: string,
  { toSimplified }: { readonly toSimplified: ToSimplified },
): CleanDocument {
  const simplified = toSimplified(text);
  const wasTraditional = countChanged(text, simplified) > traditionalShare;
  const lines = (wasTraditional ? simplified : text)
    .split('\n')
    .map((line) => line.replaceAll(/[\s\u00A0\u3000]+/gu, ' ').trim())
    .filter((line) => line !== '');
  const steps = [readMetadata, stripChrome, dropRepeats];
  const start: Cleaning = { lines, fields: {}, dropped: [] };
  const { body, fields, dropped } = splitVoices(steps.reduce((state, step) => step(state), start));
  const title = fields.title ?? findTitle(body) ?? guessTitle(body, name);
  return { title, fields, dropped, wasTraditional, body: dropTitle(body, title) };
}

function countChanged(text: string, simplified: string): number {
  const given = Array.from(text);
  const folded = Array.from(simplified);
  const han = given.filter((character) => /\p{Script=Han}/u.test(character)).length;
  return given.filter((character, at) => character !== folded[at]).length / Math.max(1, han);
}

/** The headline: the line before the first paragraph, or what a newspaper prints below its text. */
function findTitle(body: DocumentBody): string | undefined {
  const lines = body.kind === 'article' ? body.paragraphs : body.question;
  const first = lines.findIndex((line) => line.length > longestTitle);
  const above = lines.slice(0, first === -1 ? 1 : first).find(isHeadline);
  return (
    above ??
    lines
      .slice(first + 1)
      .filter((line) => isHeadline(line) && !isEnumerated(line))
      .at(-1)
  );
}

function isHeadline(line: string): boolean {
  const isFit = line.length >= shortestTitle && line.length <= longestTitle;
  return isFit && !/[。；;:：,，、]$/u.test(line);
}

function isEnumerated(line: string): boolean {
  return /^[(（]?[一二三四五六七八九十\d]+[)）、.．]|^\d{4}年/u.test(line);
}

function guessTitle(body: DocumentBody, name: string): string {
  const [first = ''] = body.kind === 'article' ? body.paragraphs : body.question;
  const sentence = first.split(/[。；！？,，]/u)[0] ?? '';
  return sentence.slice(0, longestGuess) || name;
}

function dropTitle(body: DocumentBody, title: string): DocumentBody {
  if (body.kind === 'exchange') return body;
  return { kind: 'article', paragraphs: body.paragraphs.filter((line) => line !== title) };
}
