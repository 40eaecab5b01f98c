import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { importFaults, importFields } from '../../tickets/index.ts';

const read = (language: string, name: string): Readonly<Record<string, object>> =>
  JSON.parse(readFileSync(`platform/i18n/locales/${language}/${name}.json`, 'utf8'));
const toKeys = (table: object, prefix = ''): readonly string[] =>
  Object.entries(table).flatMap(([name, value]) =>
    typeof value === 'string' ? [prefix + name] : toKeys(value, `${prefix}${name}.`),
  );

test.each(['zh-TW', 'en'])('the headings of lists are complete in %s', (language) => {
  expect(toKeys(read(language, 'list'))).toEqual(toKeys(read('zh-CN', 'list')));
});

test.each(['zh-CN', 'zh-TW', 'en'])(
  'every fault of a row says in %s what is wrong and what to do, every field has a name',
  (language) => {
    const words = toKeys(read(language, 'console')['ticket_import'] ?? {});
    const wanted = [
      ...importFaults.flatMap((fault) => [`fault.${fault}`, `mend.${fault}`]),
      ...importFields.map((field) => `field.${field}`),
    ];
    expect(wanted.filter((key) => !words.includes(key))).toEqual([]);
  },
);
