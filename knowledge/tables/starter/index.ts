import type { TableRow } from '../row.ts';
import { leniency, noCompulsion } from './leniency.ts';
import { places } from './places.ts';
import { toPowers } from './competence.ts';
import { powersOverBusiness } from './powers-over-business.ts';
import { powersOverLife } from './powers-over-life.ts';

/** What a new installation can look up. None is confirmed; a table of benchmarks (裁量基准) is each province's own. */
export const starterRows: readonly TableRow[] = [
  ...leniency,
  ...noCompulsion,
  ...[...powersOverBusiness, ...powersOverLife].flatMap(toPowers),
  ...places,
];
