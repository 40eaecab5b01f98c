import type { KnowledgeDesk } from '../../admin/index.ts';
import { sayAnswer } from '../../handlers/index.ts';
import {
  createKnowledge,
  createResolve,
  toBasis,
  type Answer,
  type KnowledgePorts,
} from '../../knowledge/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import type { Render } from '../stores.ts';

/** Editors try what people would hear; their trials are not counted. */
export function createPreviews(
  ports: KnowledgePorts,
  render: Render,
  now: () => Date,
): Pick<KnowledgeDesk, 'preview' | 'previewText'> {
  const knowledge = createKnowledge(ports);
  const resolve = createResolve(ports.articles);

  function say(answer: Answer) {
    const reply = sayAnswer(answer);
    const { text, options = [] } = render(reply, 'zh-CN');
    return {
      kind: answer.kind,
      text,
      options: options.map(({ label }) => label),
      sources: reply.sources ?? [],
    };
  }

  return {
    async preview(text, audience) {
      return say(await knowledge.ask({ text, audience, today: toShanghaiDay(now()) }));
    },
    async previewText(text, reviewed) {
      const today = toShanghaiDay(now());
      const basis = await toBasis(text.citations, { from: today, to: today }, resolve);
      const stamp = reviewed === undefined ? {} : { reviewed };
      const live = { version: 1, text, publishedAt: now(), ...stamp };
      return say({ kind: 'sure', entry: { id: 'preview', live }, basis, isOwnCase: false });
    },
  };
}
