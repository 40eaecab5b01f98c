import type { Cleaning, DocumentFields, Dropped } from './document.ts';

/** Beyond this length a line is a paragraph that happens to speak of such things. */
const longestChrome = 120;
const chrome =
  /新闻热线|投稿邮箱|浏览次数|阅读量|阅读次数|点击数|点击率|扫一扫|导盲模式|无障碍|按回车键|打印本页|关闭窗口|分享到|责任编辑|上一篇|下一篇|字体[:：]|此件公开发布|当前位置|版权所有|稿件来源|^来源[:：]/u;
const byline = /^□|^本报(?:记者|通讯员|讯)|^(?:通讯员|记者)\s/u;
const longestByline = 60;
const day = /(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})/u;
const source = /(?:稿件)?来源[:：]\s*([^|]+?)\s*(?:阅读量|浏览|点击|\d{4}-|\||$)/u;

/** Leaves out what the page put around the paper; a day or a source named there is kept as a field. */
export function stripChrome({ lines, fields, dropped }: Cleaning): Cleaning {
  const kept: string[] = [];
  const out: Dropped[] = [];
  let found = fields;
  for (const given of lines) {
    const line = given.replaceAll(/^[|\s]+|[|\s]+$/gu, '');
    if (line === '') continue;
    if (line.length <= longestChrome && chrome.test(line)) {
      found = readFields(line, found);
      out.push({ reason: 'page_chrome', text: line });
    } else if (line.length <= longestByline && byline.test(line)) {
      out.push({ reason: 'byline', text: line });
    } else kept.push(line);
  }
  const signed = stripSignature(kept, found.source);
  return {
    lines: signed.lines,
    fields: found,
    dropped: [...dropped, ...out, ...signed.dropped],
  };
}

function readFields(line: string, fields: DocumentFields): DocumentFields {
  const [, year, month = '', date = ''] = day.exec(line) ?? [];
  const [, named] = source.exec(line) ?? [];
  return {
    ...(named !== undefined && { source: named }),
    ...(year !== undefined && {
      published_on: `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`,
    }),
    ...fields,
  };
}

/** The authors once more, in brackets at the very end. */
function stripSignature(
  lines: readonly string[],
  names: string | undefined,
): Pick<Cleaning, 'lines' | 'dropped'> {
  const last = lines.at(-1) ?? '';
  const signature = /[（(]([^（()）]{2,40})[)）]$/u.exec(last);
  if (names === undefined || signature?.[1] !== names) return { lines, dropped: [] };
  return {
    lines: [...lines.slice(0, -1), last.slice(0, signature.index)],
    dropped: [{ reason: 'byline', text: signature[0] }],
  };
}
