/** Limits as rows that warn before their end, urge after it, and climb. */
export type { Point } from './list-points.ts';
export type { Alert, AlertStore, Deadline, DeadlineStore, ProjectedDeadline } from './deadline.ts';
export { lights, toLight, type Light } from './light.ts';
export { createDeadlines, type Deadlines } from './keep-deadlines.ts';
export { type Climb, defaultDeadlineRules, type DeadlineRules, type Warning } from './rules.ts';
