import type { PickedArticle, QuestionGroup } from '../../knowledge/index.ts';
import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import { isOfSupervisedUnit } from '../access/bounds.ts';
import { expectStaff } from '../caller.ts';
import { canEditKnowledge, canReadKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  ArticleListSchema,
  ArticleQuerySchema,
  CitationsTextSchema,
  ClosedSchema,
  CloseUnansweredSchema,
  PreviewQuerySchema,
  PreviewSchema,
  SimilarListSchema,
  SimilarQuerySchema,
  UnansweredListSchema,
  type ArticleView,
} from './knowledge-desk.schema.ts';
import { presentCitation } from './knowledge.present.ts';

const path = '/api/admin/knowledge';
const mostListed = 500;

/** What editors work with beside the entries: doubles, trial answers, articles, questions without an answer. */
export function createKnowledgeDeskRoutes(ports: AdminPorts): readonly Route[] {
  return [...createEditorRoutes(ports), ...createUnansweredRoutes(ports)];
}

function createEditorRoutes({ knowledgeDesk, now }: AdminPorts): readonly Route[] {
  const { findSimilar, preview, articles } = knowledgeDesk;
  return [
    defineRoute({
      method: 'get',
      path: `${path}/similar`,
      summary: 'Entries near to a text, so that none is written twice',
      audience: 'staff',
      policy: canEditKnowledge,
      query: SimilarQuerySchema,
      response: SimilarListSchema,
      handle: ({ query }) => findSimilar(query.text),
      present: (found) => ({
        items: found.map(({ entry: { id, state, text }, worth }) => {
          return { id, state, worth, question: text.question, answer: text.answer };
        }),
      }),
    }),
    defineRoute({
      method: 'get',
      path: `${path}/preview`,
      summary: 'The answer to a question as a person would get it; nothing is counted or recorded',
      audience: 'staff',
      policy: canReadKnowledge,
      query: PreviewQuerySchema,
      response: PreviewSchema,
      handle: ({ query }) => preview(query.text, query.audience),
      present: ({ kind, text, options, sources }) => {
        return { kind, text, options: [...options], sources: [...sources] };
      },
    }),
    defineRoute({
      method: 'get',
      path: `${path}/articles`,
      summary: 'Articles to cite, by citation or by words',
      audience: 'staff',
      policy: canReadKnowledge,
      query: ArticleQuerySchema,
      response: ArticleListSchema,
      handle: ({ query }) => articles.pick(query.query, query.day ?? toShanghaiDay(now())),
      present: (found) => ({ items: found.map(presentArticle) }),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/citations`,
      summary: 'The citations that a text spells out',
      audience: 'staff',
      policy: canReadKnowledge,
      body: CitationsTextSchema,
      response: ArticleListSchema,
      handle: ({ body }) => articles.read(body.text, toShanghaiDay(now())),
      present: (found) => ({ items: found.map(presentArticle) }),
    }),
  ];
}

function createUnansweredRoutes(ports: AdminPorts): readonly Route[] {
  const { knowledge, knowledgeDesk, units, audit, now } = ports;
  const { unanswered, groupQuestions } = knowledgeDesk;
  return [
    defineRoute({
      method: 'get',
      path: `${path}/unanswered`,
      summary: 'Questions that got no answer, grouped by likeness',
      audience: 'staff',
      policy: canReadKnowledge,
      response: UnansweredListSchema,
      async handle({ caller }) {
        // People's own words, of which nobody knows whom they are about.
        if (isOfSupervisedUnit(expectStaff(caller), units.all())) return { groups: [], total: 0 };
        const [questions, total] = await Promise.all([
          unanswered.listOpen(mostListed),
          unanswered.countOpen(),
        ]);
        return { groups: groupQuestions(questions), total };
      },
      present: ({ groups, total }) => ({ total, groups: groups.map(presentGroup) }),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/unanswered/close`,
      summary: 'Set questions aside, or name the entry that answers them from now on',
      audience: 'staff',
      policy: canEditKnowledge,
      body: CloseUnansweredSchema,
      response: ClosedSchema,
      async handle({ body, caller }) {
        const { accountId } = expectStaff(caller);
        if (body.state === 'answered' && (await knowledge.find(body.entryId)) === undefined) {
          throw new HttpError('not_found');
        }
        for (const object of body.ids) {
          await audit.record({ at: now(), accountId, action: `unanswered.${body.state}`, object });
        }
        const { ids, ...how } = body;
        await unanswered.close(ids, how);
        return { open: await unanswered.countOpen() };
      },
      present: (closed) => closed,
    }),
  ];
}

function presentArticle({ citation, resolved, snippet }: PickedArticle): ArticleView {
  const version = resolved.kind === 'not_imported' ? undefined : resolved.version;
  return {
    ...presentCitation(citation),
    state: resolved.kind,
    ...(resolved.kind === 'not_in_force' && { why: resolved.why }),
    ...(resolved.kind === 'in_force' && { text: resolved.article.text }),
    ...(version && {
      versionId: version.id,
      adoptedOn: version.adoptedOn.day,
      inForceFrom: version.inForceFrom?.day,
      inForceTo: version.inForceTo?.day,
      checkedThrough: version.checkedThrough,
    }),
    ...(snippet && { snippet: { ...snippet, marks: [...snippet.marks] } }),
  };
}

/** Without who asked: an editor answers questions, not people. */
function presentGroup({ question, questions }: QuestionGroup) {
  return {
    question,
    count: questions.length,
    lastAskedAt: (questions[0]?.at ?? new Date(0)).toISOString(),
    questions: questions.map(({ id, question: words, reason, at, source }) => {
      return { id, question: words, reason, at: at.toISOString(), source };
    }),
  };
}
