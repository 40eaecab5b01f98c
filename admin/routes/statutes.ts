import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import { canReadKnowledge } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentArticles, presentComparison, presentStatutes } from './statutes.present.ts';
import {
  CompareQuerySchema,
  ComparisonSchema,
  StatuteArticlesSchema,
  StatuteListSchema,
  VersionQuerySchema,
} from './statutes.schema.ts';

const path = '/api/admin/knowledge/statutes';

/** Statutes with their versions, and what changed between two of them. */
export function createStatuteRoutes(ports: AdminPorts): readonly Route[] {
  const { statutes, knowledge, now } = ports;

  async function findVersion(id: string) {
    const version = (await statutes.listVersions()).find((one) => one.id === id);
    if (version === undefined) throw new HttpError('not_found');
    return version;
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Every statute with its versions, their days and where these were read',
      audience: 'staff',
      policy: canReadKnowledge,
      response: StatuteListSchema,
      async handle() {
        const [versions, entries] = await Promise.all([statutes.listVersions(), knowledge.list()]);
        return { versions, entries, today: toShanghaiDay(now()) };
      },
      present: presentStatutes,
    }),
    defineRoute({
      method: 'get',
      path: `${path}/articles`,
      summary: 'The articles of a version',
      audience: 'staff',
      policy: canReadKnowledge,
      query: VersionQuerySchema,
      response: StatuteArticlesSchema,
      handle: async ({ query }) => statutes.listArticles((await findVersion(query.version)).id),
      present: presentArticles,
    }),
    defineRoute({
      method: 'get',
      path: `${path}/comparison`,
      summary: 'What changed from one version to another, and which entries cite it',
      audience: 'staff',
      policy: canReadKnowledge,
      query: CompareQuerySchema,
      response: ComparisonSchema,
      async handle({ query }) {
        const [older, newer] = [await findVersion(query.older), await findVersion(query.newer)];
        if (older.title !== newer.title) throw new HttpError('not_found');
        const [from, to, entries] = await Promise.all([
          statutes.listArticles(older.id),
          statutes.listArticles(newer.id),
          knowledge.list(),
        ]);
        return { title: older.title, older: from, newer: to, entries };
      },
      present: presentComparison,
    }),
  ];
}
