import type { Enrolment } from './person.ts';

/** Whether the specialist's term is running; `until` itself no longer counts. */
export function isEnrolmentRunning(enrolment: Enrolment | undefined, now: Date): boolean {
  return enrolment !== undefined && enrolment.enrolledAt <= now && now < enrolment.until;
}
