/** Members of staff in WeCom: who is called for what, the cards they get, and what they press and say. */
export { createAnswerStaff } from './answer-staff.ts';
export { createCallForAlert, readAlertId } from './call-for-alert.ts';
export { createCallForOpinions, isOpinionOver } from './call-for-opinions.ts';
export { createCallForSteps } from './call-for-steps.ts';
export { createCallUnits, isUnitCallOver } from './call-units.ts';
export { createOpenUrgeTask, isUrgeAnswered, readUrgeSeq } from './urge-task.ts';
export { makeCard } from './make-card.ts';
