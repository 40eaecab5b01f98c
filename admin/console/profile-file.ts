import { defaultConsentRules } from '../../tickets/index.ts';
import type { ProfileDraftBody } from '../routes/profiles.schema.ts';

/** Gives the rules out as a file that another bureau, or the same one later, can take in. */
export function saveProfileFile(profile: ProfileDraftBody): void {
  const link = document.createElement('a');
  const bytes = new Blob([`${JSON.stringify(profile, undefined, 2)}\n`], {
    type: 'application/json',
  });
  link.href = URL.createObjectURL(bytes);
  link.download = `${profile.name}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The rules in a file, as yet unchecked; undefined when it is no JSON. */
export async function readProfileFile(file: File): Promise<ProfileDraftBody | undefined> {
  try {
    return addConsent(JSON.parse(await file.text()));
  } catch {
    return undefined;
  }
}

/** Rules that were given out before they named those of consent get the shipped ones. */
export function addConsent({
  consent,
  ...profile
}: Omit<ProfileDraftBody, 'consent'> & Partial<ProfileDraftBody>): ProfileDraftBody {
  const remindAfterDays = [...defaultConsentRules.remindAfterDays];
  return { ...profile, consent: { ...defaultConsentRules, remindAfterDays, ...consent } };
}
