import type { Cleaning, DocumentBody, DocumentField, Dropped } from './document.ts';

type Voice = 'question' | 'reply';
type Role =
  | { readonly voice: Voice }
  | { readonly field: DocumentField }
  | { readonly drop: 'personal_name' };

/** Lines that stand alone above what they name, in proposals, letters and messages with their replies. */
const roles: Readonly<Record<string, Role>> = {
  提案号: { field: 'proposal_number' },
  建议号: { field: 'proposal_number' },
  提案者: { drop: 'personal_name' },
  提案人: { drop: 'personal_name' },
  来信人: { drop: 'personal_name' },
  留言人: { drop: 'personal_name' },
  标题: { field: 'title' },
  承办单位: { field: 'handled_by' },
  答复单位: { field: 'handled_by' },
  回复单位: { field: 'handled_by' },
  办理结果: { field: 'result' },
  提案内容: { voice: 'question' },
  建议内容: { voice: 'question' },
  来信内容: { voice: 'question' },
  留言内容: { voice: 'question' },
  咨询内容: { voice: 'question' },
  问题内容: { voice: 'question' },
  答复内容: { voice: 'reply' },
  回复内容: { voice: 'reply' },
  官方回复: { voice: 'reply' },
  处理结果: { voice: 'reply' },
};
const salutation = /^[\p{Script=Han}]{2,6}(?:委员|代表|先生|女士|同志|网友)[:：]$/u;

export type Voiced = Omit<Cleaning, 'lines'> & { readonly body: DocumentBody };

/** Keeps a question and its reply apart; a paper without both voices is one article. Who asked is left out. */
export function splitVoices({ lines, fields, dropped }: Cleaning): Voiced {
  const labels = lines.map((line) => roles[line.replace(/[:：]$/u, '')]);
  const hasVoice = (voice: Voice) =>
    labels.some((role) => role && 'voice' in role && role.voice === voice);
  if (!hasVoice('question') || !hasVoice('reply')) {
    return { fields, dropped, body: { kind: 'article', paragraphs: lines } };
  }
  const texts: Record<Voice, string[]> = { question: [], reply: [] };
  const found: Partial<Record<DocumentField, string>> = { ...fields };
  const out: Dropped[] = [];
  let role: Role | undefined;
  lines.forEach((line, at) => {
    const next = labels[at];
    if (next !== undefined) role = next;
    else if (role === undefined) found.title ??= line;
    else if ('drop' in role) out.push({ reason: role.drop, text: line });
    else if ('field' in role) found[role.field] ??= line;
    else if (salutation.test(line)) out.push({ reason: 'salutation', text: line });
    else texts[role.voice].push(line);
  });
  return { fields: found, dropped: [...dropped, ...out], body: { kind: 'exchange', ...texts } };
}
