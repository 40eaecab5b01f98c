import type { Unit } from '../../people/index.ts';
import { defineRoute, type Route } from '../../platform/http/index.ts';
import type { ListItem, Measure, Profile } from '../../tickets/index.ts';
import { canReadProblems } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  ProblemListsQuerySchema,
  ProblemListsSchema,
  type ProblemListsView,
} from './problem-lists.schema.ts';

/** The lists that problems are described by, and the units that they are of. */
export function createProblemListRoutes({
  profiles,
  units,
}: Pick<AdminPorts, 'profiles' | 'units'>): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/problem-lists',
      summary:
        'The types, stages, levels, measures and areas of one version of the profile, or of all',
      audience: 'staff',
      policy: canReadProblems,
      query: ProblemListsQuerySchema,
      response: ProblemListsSchema,
      async handle({ query: { profile: version } }) {
        const asked = profiles.all.filter(
          (profile) => version === undefined || profile.version === version,
        );
        return { asked, tree: units.all() };
      },
      present: ({ asked, tree }) => presentLists(asked, tree),
    }),
  ];
}

/** Newer versions come last, so that an entry is shown under its newest name. */
function presentLists(profiles: readonly Profile[], units: readonly Unit[]): ProblemListsView {
  const merge = <Item extends ListItem>(list: (profile: Profile) => readonly Item[]) => [
    ...new Map(profiles.flatMap(list).map((item) => [item.id, item] as const)).values(),
  ];
  return {
    types: merge(({ problemTypes }) => problemTypes).map(presentItem),
    stages: merge(({ caseStages }) => caseStages).map(presentItem),
    levels: merge(({ levels }) => levels).map(presentItem),
    measures: merge(({ measures }) => measures).map(presentMeasure),
    areas: merge(({ areas }) => areas).map(presentItem),
    units: units.map(({ id, name, isRetired }) => ({ id, name, isRetired: isRetired === true })),
  };
}

function presentItem({ id, name, source, isRetired }: ListItem) {
  return { id, name, source, isRetired: isRetired === true };
}

function presentMeasure(measure: Measure) {
  return { ...presentItem(measure), hasAmount: measure.hasAmount === true };
}
