/** Who enforces the law, who answers for it and who supervises it: units in the city–county–township tree. Pure. */
export * from './unit.ts';
export { findResponsibleOrgan, findTown, listSubtree } from './tree.ts';
export { listRespondentSide } from './respondent-side.ts';
export { findPasses, type Pass } from './passes.ts';
export { findUnitByName, listUnitsByName, listUnitsInText } from './find-unit-by-name.ts';
export { createFindUnitFaults, unitFaultReasons, type UnitFault } from './unit-faults.ts';
export * from './power.ts';
export { judgePowers, type PowerJudgement } from './judge-powers.ts';
export * from './remit.ts';
export * from './certificate.ts';
export { createAskCertificate, type AskCertificate } from './ask-certificate.ts';
export { createJudgeSupervisor, type JudgeSupervisor } from './judge-supervisor.ts';
export { listOfficersUnits } from './officers-units.ts';
export * from './lists/index.ts';
