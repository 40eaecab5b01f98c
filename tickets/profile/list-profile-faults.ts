import { listUnknownGaps } from '../document/fill-template.ts';
import { listStageFaults } from '../campaign/list-stage-faults.ts';
import { listNumberFaults } from './list-number-faults.ts';
import type { ListItem } from './list-item.ts';
import type { ProfileDraft, ProfileFault, ProfileRule } from './profile-fault.ts';

/** What in the draft does not go together; what each value may be alone is the edge's to say. */
export function listProfileFaults(draft: ProfileDraft): readonly ProfileFault[] {
  const lists = toLists(draft);
  return [
    ...Object.entries(lists).flatMap(([name, items]) => listTakenIds(name, items)),
    ...Object.entries(lists)
      .filter(([, items]) => !items.some(isInUse))
      .map(([path]) => ({ path, rule: 'list_empty' as const })),
    ...listLostReferences(draft),
    ...listNumberFaults(draft),
    ...listGapFaults(draft),
    ...listSignerFaults(draft),
    ...listClimbFaults(draft),
    ...listStageFaults(draft.campaigns),
    ...listHearingFaults(draft),
    ...listReminderFaults(draft),
  ];
}

function toLists(draft: ProfileDraft): Readonly<Record<string, readonly ListItem[]>> {
  const { problemTypes, caseStages, measures, levels, areas } = draft;
  const { organs, documentKinds, chains } = draft;
  return {
    problemTypes,
    caseStages,
    measures,
    levels,
    areas,
    organs,
    documentKinds,
    chains,
  };
}

function listTakenIds(name: string, items: readonly ListItem[]): readonly ProfileFault[] {
  return items.flatMap(({ id }, index) =>
    items.findIndex((item) => item.id === id) < index
      ? [{ path: `${name}.${index}.id`, rule: 'id_taken' as const }]
      : [],
  );
}

function listLostReferences(draft: ProfileDraft): readonly ProfileFault[] {
  const { levels, organs, documentKinds, chains, hearing } = draft;
  return [
    ...levels.flatMap(({ documentKind }, at) =>
      refer('kind_unknown', `levels.${at}.documentKind`, documentKind, documentKinds),
    ),
    ...documentKinds.flatMap(({ chain }, at) =>
      refer('chain_unknown', `documentKinds.${at}.chain`, chain, chains),
    ),
    ...documentKinds.flatMap((kind, at) =>
      kind.organs.flatMap((organ) =>
        refer('organ_unknown', `documentKinds.${at}.organs`, organ, organs),
      ),
    ),
    ...hearing.kinds.flatMap(({ documentKind }, at) =>
      refer('kind_unknown', `hearing.kinds.${at}.documentKind`, documentKind, documentKinds),
    ),
  ];
}

function refer(
  rule: ProfileRule,
  path: string,
  id: string,
  items: readonly ListItem[],
): readonly ProfileFault[] {
  return items.some((item) => item.id === id && isInUse(item)) ? [] : [{ path, rule }];
}

function listGapFaults({ documentKinds }: ProfileDraft): readonly ProfileFault[] {
  return documentKinds.flatMap((kind, at) =>
    listUnknownGaps(kind).length === 0
      ? []
      : [{ path: `documentKinds.${at}.paragraphs`, rule: 'gap_unknown' as const }],
  );
}

function listSignerFaults({ chains }: ProfileDraft): readonly ProfileFault[] {
  return chains.flatMap(({ signers, isOwnAct }, at) =>
    signers.length === 0 && isOwnAct !== true
      ? [{ path: `chains.${at}.signers`, rule: 'signer_missing' as const }]
      : [],
  );
}

/** Climbs in different units cannot be put in order without a calendar. */
function listClimbFaults({ deadlines: { climbs } }: ProfileDraft): readonly ProfileFault[] {
  return climbs.flatMap(({ amount, unit }, at) => {
    const before = climbs[at - 1];
    return before !== undefined && before.unit === unit && before.amount >= amount
      ? [{ path: `deadlines.climbs.${at}.amount`, rule: 'climb_order' as const }]
      : [];
  });
}

/** One rule for each kind, and whatever else it allows, a unit is heard. */
function listHearingFaults({ hearing: { kinds } }: ProfileDraft): readonly ProfileFault[] {
  return kinds.flatMap(({ documentKind, replies }, at) => {
    const isTaken = kinds.findIndex((rule) => rule.documentKind === documentKind) < at;
    const isHeard = replies.includes('acknowledgement') && replies.includes('account');
    return [
      ...(isTaken ? [{ path: `hearing.kinds.${at}.documentKind`, rule: 'id_taken' as const }] : []),
      ...(isHeard
        ? []
        : [{ path: `hearing.kinds.${at}.replies`, rule: 'hearing_missing' as const }]),
    ];
  });
}

function listReminderFaults({ consent: { remindAfterDays } }: ProfileDraft) {
  return remindAfterDays.flatMap((days, at) =>
    days <= (remindAfterDays[at - 1] ?? 0)
      ? [{ path: `consent.remindAfterDays.${at}`, rule: 'reminder_order' as const }]
      : [],
  );
}

function isInUse({ isRetired }: ListItem): boolean {
  return isRetired !== true;
}
