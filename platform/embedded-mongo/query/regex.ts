import { BSONRegExp } from 'bson';
import { MongoError, notSupported } from '../errors.ts';

/** What PCRE knows and JavaScript reads otherwise or not at all. */
const FOREIGN =
  /^(?:\(\?(?![:=!<])|\(\?<(?![=!A-Za-z_])|\(\*|\\[AZzGKQERXHhNC]|\[\[[:.=]|[*+?}]\+)/;
const SPACE = String.raw`\t\n\v\f\r `;

/** Compiles a pattern as MongoDB's PCRE reads it; what would differ in JavaScript is refused. */
export function compileRegex(regex: BSONRegExp): RegExp {
  const { pattern, options } = regex;
  checkOptions(options);
  const lead = /^\(\?([imsx]+)\)/.exec(pattern);
  const all = options + (lead?.[1] ?? '');
  const flags = ['i', 'm', 's'].filter((flag) => all.includes(flag)).join('');
  const source = translate(
    pattern.slice(lead?.[0].length ?? 0),
    all.includes('x'),
    all.includes('m'),
  );
  try {
    return new RegExp(source, `${flags}u`);
  } catch (error) {
    throw new MongoError(51091, `Regular expression is invalid: ${String(error)}`);
  }
}

/** Makes a regular expression of a pattern and its options; code 51108 for an unknown option. */
export function createRegex(pattern: string, options: string): BSONRegExp {
  checkOptions(options);
  return new BSONRegExp(pattern, options);
}

function checkOptions(options: string): void {
  const unknown = /[^imsxu]/.exec(options)?.[0];
  if (unknown !== undefined)
    throw new MongoError(51108, `invalid flag in regex options: ${unknown}`);
}

function translate(pattern: string, extended: boolean, multiline: boolean): string {
  let inClass = false;
  let source = '';
  for (let at = 0; at < pattern.length;) {
    const rest = pattern.slice(at);
    if (!inClass && FOREIGN.test(rest)) throw notSupported(`the regular expression ${pattern}`);
    const ignored = extended && !inClass ? /^(?:\s+|#.*\n?)/.exec(rest)?.[0] : undefined;
    if (ignored !== undefined) {
      at += ignored.length;
      continue;
    }
    const token = /^(?:\\[^]|[^])/u.exec(rest)?.[0] ?? rest;
    source += translateToken(token, inClass, multiline);
    if (token === '[' && !inClass) inClass = true;
    else if (token === ']') inClass = false;
    at += token.length;
  }
  return source;
}

function translateToken(token: string, inClass: boolean, multiline: boolean): string {
  if (token === String.raw`\s`) return inClass ? SPACE : `[${SPACE}]`;
  if (token === String.raw`\S` && !inClass) return `[^${SPACE}]`;
  // PCRE's $ also matches before one newline at the very end.
  if (token === '$' && !inClass && !multiline) return String.raw`(?=\n?(?![^]))`;
  if (token === '[' && inClass) return String.raw`\[`;
  const escaped = /^\\([^A-Za-z0-9])$/u.exec(token)?.[1];
  if (escaped === undefined || /[\^$\\.*+?()[\]{}|/]/.test(escaped)) return token;
  return inClass && escaped === '-' ? token : escaped;
}
