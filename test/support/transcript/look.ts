import { createRender, createTranslate } from '../../../platform/i18n/index.ts';
import { z } from 'zod';
import type { StaffClient } from '../staff-client.ts';
import type { House } from './house.ts';
import type { Want } from './script.ts';
import { toWord } from './vocabulary.ts';

/** What a thing is called by the names that wants use, as text; absent where there is nothing. */
export type Looks = Readonly<Record<string, string | undefined>>;

const RowSchema = z.looseObject({
  status: z.string(),
  kind: z.string(),
  channel: z.string().optional(),
  reply: z.looseObject({ key: z.string() }),
  words: z.looseObject({ text: z.string() }).optional().catch(undefined),
  failure: z.string().optional(),
  urgency: z.string().optional(),
  nudge: z.looseObject({ way: z.string().optional() }).optional(),
  receipt: z.looseObject({ channel: z.string().optional() }).optional(),
});

const StepSchema = z.looseObject({ action: z.string(), reason: z.string().optional() });
const TicketSchema = z.looseObject({
  number: z.string(),
  kind: z.string(),
  status: z.string(),
  openness: z.string(),
  source: z.string(),
  actingUnit: z.string().optional(),
  facts: z.record(z.string(), z.string()),
  area: z.string().optional(),
  isPaused: z.boolean(),
  dueAt: z.string().optional(),
  history: z.array(StepSchema),
  lines: z.array(z.looseObject({ text: z.string().optional(), direction: z.string() })),
  evidence: z.array(z.unknown()),
  rating: z.looseObject({ score: z.number(), comment: z.string().optional() }).optional(),
});

/** Reads what is stored, as staff see it at the API or as it lies in the database. */
export async function createLook(house: House, openClient: () => Promise<StaffClient>) {
  const render = createRender(await createTranslate());

  async function lookAtTicket(number: string): Promise<Looks> {
    const { status, body: stored } = await (await openClient()).call('GET', `/tickets/${number}`);
    if (status !== 200) throw new Error(`there is no ticket ${number}`);
    const ticket = TicketSchema.parse(stored);
    const { facts, history, lines, rating } = ticket;
    return {
      ...flatten(stored, ''),
      类型: toWord.kind(ticket.kind),
      状态: toWord.status(ticket.status),
      公开: toWord.openness(ticket.openness),
      来源: toWord.channel(ticket.source),
      经过: facts['story'],
      单位: facts['actingUnit'],
      地点: facts['place'],
      时间: facts['time'],
      人员: facts['officer'],
      文书: facts['paper'],
      诉求: facts['demand'],
      企业: facts['company'],
      领域: ticket.area,
      证据: String(ticket.evidence.length),
      暂停: ticket.isPaused ? '是' : '否',
      办过: history.map(({ action }) => toWord.action(action)).join('、'),
      说明: history.flatMap(({ reason }) => reason ?? []).join('\n'),
      对话: lines.map(({ text = '' }) => text).join('\n'),
      评分: rating === undefined ? undefined : String(rating.score),
      评语: rating?.comment,
    };
  }

  async function lookAtOutbox(personId: string): Promise<readonly Looks[]> {
    const rows = house.collection('outbox').find({ personId }, { sort: { createdAt: 1 } });
    return (await rows.toArray()).map((document) => {
      const row = RowSchema.parse(document);
      const { words, failure, receipt } = row;
      return {
        话: words?.text ?? render(row.reply, 'zh-CN').text,
        键: row.reply.key,
        种类: row.kind,
        状态: toWord.sending(row.status),
        渠道: toWord.channel(receipt?.channel ?? row.channel ?? ''),
        方式: row.nudge?.way,
        急: row.urgency,
        原因: failure,
      };
    });
  }

  async function lookAtState(personId: string): Promise<Looks> {
    const session = await house.collection('sessions').findOne({ _id: { $eq: personId } });
    const looks = flatten(session?.['state'], '');
    const { 'form.kind': kind, 'form.asking': asking } = looks;
    return {
      ...looks,
      语言: toText(session?.['language']),
      表单: kind === undefined ? '没有' : toWord.kind(kind),
      在问: asking === undefined ? undefined : toWord.slot(asking),
      等着: looks['pending.kind'] ?? '没有',
    };
  }

  return { lookAtTicket, lookAtOutbox, lookAtState };
}

/** Every value under its dotted path. */
function flatten(value: unknown, path: string): Looks {
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return { [path]: toText(value) };
  }
  const inner = Object.entries(value).map(([name, child]) =>
    flatten(child, path === '' ? name : `${path}.${name}`),
  );
  return Object.assign({}, ...inner);
}

function toText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a thing looks as wanted; 没有 is what is not there. */
export function isAsWanted(looks: Looks, { name, how, value }: Want): boolean {
  const actual = looks[name] ?? '没有';
  if (how === '~') return actual.includes(value);
  return how === '=' ? actual === value : !actual.includes(value);
}
