/** What burns, the gravest first. */
export const urgencies = [
  'life',
  'self_harm',
  'violence',
  'demolition',
  'seizure',
  'perishable',
] as const;
export type Urgency = (typeof urgencies)[number];
