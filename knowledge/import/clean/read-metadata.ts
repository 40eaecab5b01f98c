import type { Cleaning, DocumentField } from './document.ts';

/** Labels of the block at the head of a government page; undefined: known, and of no use to us. */
const labels: Readonly<Record<string, DocumentField | undefined>> = {
  索引号: 'index_number',
  文号: 'document_number',
  发文字号: 'document_number',
  发布机构: 'issued_by',
  发文机关: 'issued_by',
  成文日期: 'written_on',
  发布日期: 'published_on',
  有效性: 'validity',
  组配分类: 'category',
  主题分类: 'category',
  分类: 'category',
  名称: 'title',
  标题: 'title',
  信息来源: 'source',
  公开方式: undefined,
  体裁分类: undefined,
  服务对象: undefined,
  主题词: undefined,
  公开日期: 'published_on',
};
const longestValue = 120;
const labelled = new RegExp(`^(${Object.keys(labels).join('|')})\\s*(?:[:：]\\s*(.*))?$`, 'u');

/**
 * Takes the block of labels and values at the head: `标签: | 值 |` in a row, or a list of marks with a label and its
 * value one below the other. What begins a line of another form is the paper itself.
 */
export function readMetadata({ lines, fields, dropped }: Cleaning): Cleaning {
  const found: Partial<Record<DocumentField, string>> = { ...fields };
  let open: string | undefined;
  let end = 0;
  for (const line of lines) {
    const tokens = toTokens(line);
    const isBlock = /[|]|^[•·▪●]/u.test(line) || labelled.test(tokens[0] ?? '');
    if (!isBlock) break;
    const before = open;
    let isTaken = false;
    for (const token of tokens) {
      const [, label, value = ''] = labelled.exec(token) ?? [];
      if (label !== undefined) {
        open = value === '' ? label : undefined;
        if (value !== '') keep(found, label, value);
        isTaken = true;
      } else if (open !== undefined && token.length <= longestValue) {
        keep(found, open, token);
        open = undefined;
        isTaken = true;
      }
    }
    if (!isTaken && before === undefined) break;
    end += 1;
  }
  const taken = lines.slice(0, end).filter((line) => toTokens(line).length > 0);
  return {
    lines: lines.slice(end),
    fields: found,
    dropped: [...dropped, ...taken.map((text) => ({ reason: 'metadata' as const, text }))],
  };
}

function toTokens(line: string): readonly string[] {
  return line
    .split('|')
    .map((token) => token.replace(/^[•·▪●\s]+/u, '').trim())
    .filter((token) => token !== '');
}

/** The first value stands: a page repeats its head. */
function keep(found: Partial<Record<DocumentField, string>>, label: string, value: string): void {
  const field = labels[label];
  if (field !== undefined) found[field] ??= value;
}
