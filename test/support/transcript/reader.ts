import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { House } from './house.ts';
import { createEars, refuseAct, type Act, type Mouth } from './mouth.ts';

const ProgressSchema = z.looseObject({
  number: z.string(),
  statusText: z.string(),
  next: z.string(),
  dueOn: z.string().optional(),
  timeline: z.array(z.looseObject({ text: z.string() })),
  messages: z.array(z.looseObject({ author: z.string(), text: z.string() })),
});
const MemberSchema = z.looseObject({ number: z.string(), name: z.string(), state: z.string() });
const memberAnswers = new Map([
  ['确认', 'named'],
  ['保密', 'sealed'],
  ['撤回', 'withdrawn'],
]);
const DoneSchema = z.looseObject({ progress: ProgressSchema, day: z.string().optional() });
const RefusalSchema = z.looseObject({ code: z.string() });

/** Somebody at the page /progress, who has a receipt code and nothing else. */
export function createReaderMouth(house: House): Mouth {
  const ears = createEars();

  async function post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${house.readUrl()}/progress${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    ears.hear({ text: `〔没有打开〕${RefusalSchema.parse(answer).code}`, options: [] });
    return undefined;
  }

  function show(progress: z.infer<typeof ProgressSchema>, day = ''): void {
    const { number, statusText, next, dueOn = '', timeline, messages } = progress;
    const lines = [...timeline, ...messages].map(({ text }) => text);
    const head = `〔进度页〕工单 ${number} 现在：${statusText} 下一步：${next} 时限：${dueOn} ${day}`;
    ears.hear({ text: [head, ...lines].join('\n'), options: [] });
  }

  async function actOnTicket(path: string, body: object): Promise<void> {
    const done = await post(path, { id: randomUUID(), ...body });
    if (done === undefined) return;
    const { progress, day } = DoneSchema.parse(done);
    show(progress, day);
  }

  /** Looks, or answers. */
  async function actAsMember(code: string, words: string): Promise<void> {
    const answer = memberAnswers.get(words);
    const found =
      answer === undefined
        ? await post('/member', { code })
        : await post('/member/answer', { code, id: randomUUID(), answer });
    if (found === undefined) return;
    const { number, name, state } = MemberSchema.parse(found);
    ears.hear({ text: `〔进度页〕工单 ${number} 会员 ${name} 现在：${state}`, options: [] });
  }

  return {
    say: () => refuseAct({ name: '说话', detail: '' }),
    /** The code comes first, then what goes with the act. */
    async act({ name, detail }: Act) {
      const [code = '', ...rest] = detail.split(/\s+/u);
      const words = rest.join(' ');
      switch (name) {
        case '查询': {
          const found = await post('', { code });
          return found === undefined ? undefined : show(ProgressSchema.parse(found));
        }
        case '会员':
          return actAsMember(code, words);
        case '催办':
          return actOnTicket('/urge', { code });
        case '补充':
          return actOnTicket('/messages', { code, text: words });
        case '评价':
          return actOnTicket('/rate', { code, score: Number(words) });
        default:
          return refuseAct({ name, detail });
      }
    },
    listen: async () => ears.take(),
  };
}
