import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { CallbackError } from './callback-error.ts';
import { xmlStart } from './envelope.ts';

/** Values stay the text they are ("0012", 64-bit ids) and entities stay unexpanded. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 16,
});

/**
 * Parses a decrypted message into its elements: text, or an object where elements are nested. No element
 * may be there twice, except `List`. Throws CallbackError `callback_malformed`.
 */
export function parseMessageXml(xml: string): Readonly<Record<string, unknown>> {
  // The parser alone takes unclosed tags, further documents and even JSON for XML.
  if (!xmlStart.test(xml) || XMLValidator.validate(xml) !== true) throw refuse();
  const root = findRoot(xml);
  if (typeof root !== 'object' || root === null || Array.isArray(root)) throw refuse();
  const fields = Object.entries(root);
  if (fields.some(([name, value]) => Array.isArray(value) && name !== 'List')) throw refuse();
  return Object.fromEntries(fields);
}

function findRoot(xml: string): unknown {
  try {
    const document: unknown = parser.parse(xml);
    return Object(document).xml;
  } catch {
    throw refuse();
  }
}

function refuse(): CallbackError {
  return new CallbackError('callback_malformed', 'xml');
}
