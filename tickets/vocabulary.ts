export const ticketKinds = [
  'complaint',
  'enterprise_feedback',
  'consultation',
  'suggestion',
  'lead',
  'coordination',
] as const;
export type TicketKind = (typeof ticketKinds)[number];

export const ticketStatuses = [
  'received',
  'accepted',
  'clue_analysis',
  'verification',
  'supervision',
  'rectification',
  'rectification_feedback',
  'closed',
  'not_accepted',
  'unfounded',
  'transferred',
  'mediated',
  'withdrawn',
  'merged',
  'assigned',
  'answered',
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

/** What staff (and, where policy allows, the reporter) may do; `supplement`, `urge`, `rate` come from the reporter. */
export const ticketActions = [
  'accept',
  'analyse',
  'verify',
  'supervise',
  'rectify',
  'check',
  'close',
  'send_back',
  'refuse',
  'find_unfounded',
  'transfer',
  'mediate',
  'withdraw',
  'merge',
  'split',
  'assign',
  'sort',
  'name_respondent',
  'work_on_problem',
  'ask_contact',
  'remind_contact',
  'choose_contact',
  'name_check',
  'set_apart',
  'plead_life',
  'grant_life',
  'seal',
  'unseal',
  'open_escrow',
  'ask_extension',
  'grant_extension',
  'refuse_extension',
  'recount',
  'answer',
  'reply',
  'ask',
  'pause',
  'resume',
  'undo',
  'supplement',
  'urge',
  'rate',
  'raise_urgent',
  'clear_urgent',
  'flag_retaliation',
  'hand_back',
  'name_partners',
  'ask_conference',
  'settle_conference',
  'ask_expert',
  'give_opinion',
  'join_campaign',
  'leave_campaign',
] as const;
export type TicketAction = (typeof ticketActions)[number];

/** What cannot wait, the gravest first. */
export const urgentReasons = [
  'life',
  'self_harm',
  'violence',
  'demolition',
  'seizure',
  'perishable',
] as const;
export type UrgentReason = (typeof urgentReasons)[number];

/** How the matter reached the bureau. */
export const ticketSources = [
  'official-account',
  'wecom',
  'wecom-kf',
  'wechaty',
  'web-chat',
  'qr',
  'call',
  'visit',
  'letter',
  'instruction',
  'hotline-12345',
  'people-board',
  'portal',
  'province-app',
  'service-hall',
  'weibo',
  'petition',
  'import',
] as const;
export type TicketSource = (typeof ticketSources)[number];

/** Those that come in as files or from other systems; `import` is any other. */
export const importSources = [
  'hotline-12345',
  'people-board',
  'portal',
  'province-app',
  'service-hall',
  'weibo',
  'petition',
  'import',
] as const satisfies readonly TicketSource[];
export type ImportSource = (typeof importSources)[number];

/** 公开: the unit may know who · 保密: the bureau knows, the unit never · 匿名: not asked, the channel's id sealed. */
export const opennesses = ['open', 'confidential', 'anonymous'] as const;
export type Openness = (typeof opennesses)[number];

/** The slots of a complaint (domain.md). All words are the reporter's own, unchanged. */
export type Facts = {
  readonly story?: string;
  readonly actingUnit?: string;
  readonly place?: string;
  readonly time?: string;
  readonly officer?: string;
  readonly paper?: string;
  readonly demand?: string;
  readonly company?: string;
  /** For whom the reporter files, in the reporter's words; never shown to a unit. */
  readonly onBehalfOf?: string;
};
export type FactName = keyof Facts;

/** The area that a matter was taken for by its words before anybody read it, and which model said so. */
export type AreaGuess = { readonly area: string; readonly by: string };
