/** Who enforces the law, who answers for it and who supervises it: units in the city–county–township tree. Pure. */
export * from './unit.ts';
export { findResponsibleOrgan, findTown, listSubtree } from './tree.ts';
export { listRespondentSide } from './respondent-side.ts';
export { findPasses, type Pass } from './passes.ts';
export { findUnitByName } from './find-unit-by-name.ts';
