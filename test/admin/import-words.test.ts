import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  documentFields,
  dropReasons,
  fileFaults,
  type ImportErrorCode,
  importKinds,
  isRowKind,
  listColumns,
  rowFaults,
  type StatuteFault,
  type StatuteRefusal,
} from '../../knowledge/index.ts';

const errors: Readonly<Record<ImportErrorCode, true>> = {
  import_not_found: true,
  import_not_open: true,
  import_conflict: true,
  import_too_many_files: true,
  import_too_large: true,
  import_empty: true,
  import_day_needed: true,
};
const statuteFaults: Readonly<Record<StatuteFault['kind'], true>> = {
  no_title: true,
  no_articles: true,
  duplicate: true,
  gap: true,
  out_of_order: true,
};
const refusals: Readonly<Record<StatuteRefusal['code'], true>> = {
  no_adoption_date: true,
  other_text: true,
  faults: true,
};

test.each(['zh-CN', 'zh-TW', 'en'])('every code of an import has words in %s', (language) => {
  const words: unknown = JSON.parse(
    readFileSync(`platform/i18n/locales/${language}/console.json`, 'utf8'),
  );
  const wanted = [
    ...fileFaults.map((code) => `import.file_fault.${code}`),
    ...rowFaults.map((code) => `import.row_fault.${code}`),
    ...dropReasons.map((code) => `import.dropped_reason.${code}`),
    // The title has a place of its own on the page.
    ...documentFields.filter((name) => name !== 'title').map((name) => `import.field.${name}`),
    ...importKinds.map((kind) => `import.kind.${kind}`),
    ...importKinds
      .filter(isRowKind)
      .flatMap(listColumns)
      .map((name) => `import.column.${name}`),
    ...Object.keys(statuteFaults).map((code) => `import.statute_fault.${code}`),
    ...Object.keys(refusals).map((code) => `import.refusal.${code}`),
    ...Object.keys(errors).map((code) => `error.${code}`),
  ];
  expect(wanted.filter((key) => typeof find(words, key) !== 'string')).toEqual([]);
});

function find(table: unknown, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (found, part) =>
        typeof found === 'object' && found !== null ? Reflect.get(found, part) : found,
      table,
    );
}
