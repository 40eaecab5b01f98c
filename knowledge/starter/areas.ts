import { bureau } from './bureau.ts';
import { bureauCourse } from './bureau-course.ts';
import { compensation } from './compensation.ts';
import { compulsionExecution } from './compulsion-execution.ts';
import { compulsionMeasures } from './compulsion-measures.ts';
import { court } from './court.ts';
import { disclosure } from './disclosure.ts';
import type { Area } from './draft.ts';
import { enterprise } from './enterprise.ts';
import { fees } from './fees.ts';
import { licence } from './licence.ts';
import { penaltyDecision } from './penalty-decision.ts';
import { penaltyInquiry } from './penalty-inquiry.ts';
import { penaltyMeasure } from './penalty-measure.ts';
import { penaltyOutcome } from './penalty-outcome.ts';
import { petition } from './petition.ts';
import { review } from './review.ts';
import { reviewCourse } from './review-course.ts';
import { specialistWork } from './specialist-work.ts';
import { specialists } from './specialists.ts';
import { staff } from './staff.ts';

/** All that is shipped, by area. */
export const starterAreas: readonly Area[] = [
  {
    name: '行政处罚',
    drafts: [...penaltyInquiry, ...penaltyDecision, ...penaltyMeasure, ...penaltyOutcome],
  },
  { name: '收费罚款', drafts: fees },
  { name: '行政强制', drafts: [...compulsionMeasures, ...compulsionExecution] },
  { name: '行政复议', drafts: [...review, ...reviewCourse] },
  { name: '行政诉讼', drafts: court },
  { name: '国家赔偿', drafts: compensation },
  { name: '投诉信访', drafts: petition },
  { name: '政府信息公开', drafts: disclosure },
  { name: '行政许可', drafts: licence },
  { name: '涉企检查', drafts: [...enterprise, ...specialists, ...specialistWork] },
  { name: '本单位办理', drafts: [...bureau, ...bureauCourse] },
  { name: '执法监督工作', drafts: staff },
];
