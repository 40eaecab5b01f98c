import { MongoError, notSupported } from '../errors.ts';

/** Escapes, classes and single signs that JavaScript may read otherwise than MongoDB's PCRE. */
const TOKEN = /\\[^]|\[\^?(?:\\[^]|[^\]\\])*\]|[.^$]/g;
/** What both read but understand differently: back references, `\v`, empty classes, `\S` in a class. */
const AMBIGUOUS = /\\[1-9kv]|\[\^?\]|\[[^\]]*\\S/;
const SPACE = String.raw`\t\n\v\f\r `;

/** Compiles a pattern as PCRE reads it; code 51091 for what JavaScript cannot read alike. */
export function compileRegex(pattern: string, options: string): RegExp {
  if (options.includes('x')) throw notSupported('the x option of a regular expression');
  if (/[^imsu]/.test(options)) throw new MongoError(51108, `invalid regex options: ${options}`);
  const source = pattern.replaceAll(TOKEN, (token) => translate(token, options));
  try {
    if (!AMBIGUOUS.test(pattern)) return new RegExp(source, `${options.replace('u', '')}u`);
  } catch {
    // Refused below, as what is ambiguous.
  }
  throw notSupported(`the regular expression ${pattern}`, 51091);
}

/** In PCRE only \n ends a line, `$` matches before a last one too, and `\s` is ASCII. */
function translate(token: string, options: string): string {
  const isMultiline = options.includes('m');
  if (token === '.') return options.includes('s') ? token : String.raw`[^\n]`;
  if (token === '^') return isMultiline ? String.raw`(?<![^\n])` : token;
  if (token === '$') return isMultiline ? String.raw`(?![^\n])` : String.raw`(?=\n?(?![^]))`;
  if (token === String.raw`\S`) return `[^${SPACE}]`;
  if (token === String.raw`\s`) return `[${SPACE}]`;
  if (!token.startsWith('[')) return token;
  return token.replaceAll(/\\[^]/g, (escape) => (escape === String.raw`\s` ? SPACE : escape));
}
