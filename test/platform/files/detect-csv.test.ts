import { expect, test } from '@jest/globals';
import { detectCsv } from '../../../platform/files/detect-type.ts';

test('a table as text is taken by its name, where its bytes are text', () => {
  expect(detectCsv('名单.CSV', Buffer.from('会员名称,事项\n甲,乙\n'))).toEqual({
    mimeType: 'text/csv',
    isPicture: false,
  });
});

test.each([
  ['notes.txt', 'a,b\n1,2\n'],
  ['a.csv', ' <html><script>1</script></html>'],
  ['a.csv', 'MZ\u0000\u0003'],
  ['a.csv', ''],
])('%s with %j is none', (name, text) => {
  expect(detectCsv(name, Buffer.from(text))).toBeUndefined();
});
