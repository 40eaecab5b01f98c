import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  defaultConsentRules as rules,
  listVoices,
  whyNotContact,
  type ContactChoice,
  type Openness,
  type Ticket,
} from '../../tickets/index.ts';
import { findOnlyTheirs } from '../../tickets/consent/set-apart.ts';
import {
  buildDocuments,
  buildMatter,
  bureau,
  draftLetter,
  signThrough,
} from '../support/build-documents.ts';
import { buildStep, clerk, colleague, deskRoles } from '../support/build-ticket.ts';
import { buildTickets } from '../support/build-tickets.ts';

/** The paraphrase of the drafted letter, and other words. */
const words = '有群众反映现场检查的程序问题';
const otherWords = '请说明收费的依据';
const match = { unit: 'u-1', conduct: 'identification' };
const staff = { by: clerk, roles: deskRoles };
const superior = { by: colleague, roles: ['section_head', 'approver'] };
const dayMs = 24 * 3600_000;
const toCode = (error: unknown): string => String(Object(error).code);

/** Matters under verification, each of a person of their own, on one store with the documents. */
async function layMatters(all: readonly Openness[]) {
  const tickets = buildTickets({ undoMs: 0 });
  const matters = all.map((openness, index) =>
    buildMatter({
      openness,
      status: 'verification',
      personId: `person-${index}`,
      history: [buildStep({ to: 'verification' })],
    }),
  );
  for (const matter of matters) await tickets.store.insert(matter);
  const { find, listMerged } = tickets.store;
  const documents = buildDocuments([], { findTicket: find, listMerged });
  const at = (index: number): Ticket => matters[index] ?? buildMatter();
  const of = (index: number) => ({ numberOrId: at(index).id });
  return {
    tickets,
    documents,
    at,
    findBar: async (index: number) => {
      const found = (await find(at(index).id)) ?? at(index);
      return whyNotContact(await listVoices(tickets.store, found), words);
    },
    merge: (index: number, into: number) =>
      tickets.mergeTickets({ ...of(index), ...staff, into: at(into).id }),
    ask: (index: number, said = words) =>
      tickets.askContact({ ...of(index), ...staff, words: said, givesAway: [], match, rules }),
    choose: (index: number, choice: ContactChoice) =>
      tickets.chooseContact({
        ...of(index),
        by: { kind: 'reporter', personId: `person-${index}` },
        choice,
      }),
    setApart: (index: number, by: object = superior, onlyTheirs: readonly string[] = []) =>
      tickets.setApart({
        ...of(index),
        ...staff,
        ...by,
        reason: '均出自公开的反映',
        onlyTheirs,
        rules,
      }),
    /** Every reminder, and then the whole term, without a word from the reporter. */
    keepSilent: async (index: number) => {
      for (let given = 0; given < rules.remindAfterDays.length; given += 1) {
        tickets.wait(20 * dayMs);
        await tickets.remindContact({ ...of(index), rules });
      }
      tickets.wait(40 * dayMs);
    },
    undo: (index: number) => tickets.undoStep({ ...of(index), ...staff }),
    split: (index: number) =>
      tickets.splitTicket({ ...of(index), ...staff, stories: ['另一件事'] }),
    plead: (index: number) => tickets.pleadLife({ ...of(index), ...staff, reason: '有人被困' }),
    grant: (index: number) => tickets.grantLife({ ...of(index), ...superior, reason: '同意' }),
    tighten: (index: number) =>
      tickets.changeOpenness({
        ...of(index),
        by: { kind: 'reporter', personId: `person-${index}` },
        openness: 'anonymous',
      }),
  };
}

describe('a matter into which a confidential report was merged', () => {
  test('is held back until its reporter chose too, under their own number', async () => {
    const house = await layMatters(['open', 'confidential']);
    const { documents } = house;
    const draft = await draftLetter(documents, house.at(0));
    const signed = () =>
      documents.signDocument({ id: draft.id, by: bureau.chief }).catch<unknown>(Object);
    await house.merge(1, 0);
    const refusal = { code: 'document_contact_refused', detail: 'not_asked' };
    await expect(signThrough(documents, draft)).rejects.toMatchObject(refusal);
    const { history } = await house.ask(1);
    const { number } = house.at(1);
    expect(history.at(-1)?.told).toMatchObject({ personId: 'person-1', values: { number } });
    expect(await signed()).toMatchObject({ detail: 'waiting' });
    await house.choose(1, 'stop');
    expect(await signed()).toMatchObject({ detail: 'stopped' });
    await house.choose(1, 'go_on');
    expect(await signed()).toMatchObject({ state: 'signed' });
  });

  test('is held back as well by the answer of the one that leads, and by words that one of them did not see', async () => {
    const { merge, ask, choose, findBar } = await layMatters(['confidential', 'anonymous']);
    await merge(1, 0);
    await ask(0);
    await choose(0, 'go_on');
    await ask(1, otherWords);
    await choose(1, 'go_on');
    expect(await findBar(0)).toBe('other_words');
    expect(await findBar(1)).toBe('other_words');
  });

  test('keeps its reporters when it is merged on, or split', async () => {
    const house = await layMatters(['open', 'open', 'confidential']);
    await house.merge(2, 1);
    await house.merge(1, 0);
    expect(await house.findBar(0)).toBe('not_asked');
    await house.split(0);
    const { items } = await house.tickets.store.list({ page: 1, pageSize: 9, order: 'newest' });
    const part = items.find(({ splitFrom }) => splitFrom !== undefined);
    const voices = part && (await listVoices(house.tickets.store, part));
    expect(voices?.map(({ id }) => id)).toEqual([part?.id, house.at(1).id, house.at(2).id]);
  });

  test('cannot be sealed, and nothing is merged with what is about to be', async () => {
    const house = await layMatters(['confidential', 'confidential', 'confidential']);
    await house.merge(1, 0);
    for (const index of [0, 1]) {
      await house.ask(index);
      await expect(house.choose(index, 'wait').catch(toCode)).resolves.toBe('ticket_step_refused');
    }
    await house.ask(2);
    await house.choose(2, 'wait');
    const split = await layMatters(['confidential']);
    await split.ask(0);
    await split.split(0);
    await expect(split.choose(0, 'wait').catch(toCode)).resolves.toBe('ticket_step_refused');
    await expect(house.merge(2, 0).catch(toCode)).resolves.toBe('ticket_value_invalid');
    await expect(house.merge(0, 2).catch(toCode)).resolves.toBe('ticket_value_invalid');
  });

  test('is asked about without the choice to wait, which it no longer has', async () => {
    const { merge, ask } = await layMatters(['confidential', 'anonymous', 'confidential']);
    await merge(1, 0);
    for (const [index, choicesKey] of [
      [0, 'consent.numbered.unsealed'],
      [1, 'consent.numbered.unsealed'],
      [2, 'consent.numbered.all'],
    ] as const) {
      const { history } = await ask(index);
      expect(history.at(-1)?.told).toMatchObject({ values: { choicesKey } });
    }
  });

  test('no longer asks again once it has ended', async () => {
    const house = await layMatters(['open', 'confidential']);
    await house.merge(1, 0);
    await house.ask(1);
    const { tickets, at } = house;
    const of = { numberOrId: at(0).id, ...staff };
    await tickets.stepTicket({ ...of, action: 'transfer', reason: '已移送' });
    tickets.wait(30 * 24 * 3600_000);
    const { contact } = await tickets.remindContact({ numberOrId: at(1).id, rules });
    expect(contact?.reminders).toBe(0);
  });
});

describe('a reporter who does not go along', () => {
  test('is set apart in writing by a superior who did not ask, and another carries the words', async () => {
    const { merge, ask, choose, setApart, findBar } = await layMatters(['open', 'confidential']);
    await merge(1, 0);
    await ask(1);
    await expect(setApart(1).catch(toCode)).resolves.toBe('ticket_step_refused');
    await choose(1, 'stop');
    await expect(setApart(1, staff).catch(toCode)).resolves.toBe('ticket_not_permitted');
    await expect(setApart(1, { ...superior, roles: ['handler'] }).catch(toCode)).resolves.toBe(
      'ticket_not_permitted',
    );
    await expect(setApart(1, superior, ['灯塔路88号']).catch(toCode)).resolves.toBe(
      'ticket_words_of_reporter',
    );
    const { history } = await setApart(1);
    expect(history.at(-1)?.told.kind).toBe('not_told');
    expect(await findBar(0)).toBeUndefined();
  });

  test('is heard anew with each answer and each other word', async () => {
    const { merge, ask, choose, setApart, findBar } = await layMatters(['open', 'confidential']);
    await merge(1, 0);
    await ask(1);
    await choose(1, 'stop');
    await setApart(1);
    await choose(1, 'fold');
    expect(await findBar(0)).toBe('fold');
    await setApart(1);
    await ask(1);
    expect(await findBar(0)).toBe('waiting');
  });

  test('is set apart for silence only after every reminder and the whole term, and never counts as a yes', async () => {
    const { tickets, merge, ask, setApart, findBar, keepSilent, at } = await layMatters([
      'open',
      'confidential',
    ]);
    const isRefused = () => expect(setApart(1).catch(toCode)).resolves.toBe('ticket_step_refused');
    await merge(1, 0);
    await ask(1);
    tickets.wait(365 * dayMs);
    await isRefused();
    for (let given = 0; given < rules.remindAfterDays.length; given += 1) {
      await isRefused();
      await tickets.remindContact({ numberOrId: at(1).id, rules });
      tickets.wait(2 * dayMs);
    }
    await isRefused();
    expect(await findBar(0)).toBe('waiting');
    tickets.wait(40 * dayMs);
    expect(await findBar(0)).toBe('waiting');
    await expect(setApart(1, superior, ['灯塔路88号']).catch(toCode)).resolves.toBe(
      'ticket_words_of_reporter',
    );
    await setApart(1);
    expect(await findBar(0)).toBeUndefined();
    await ask(1, otherWords);
    expect(await findBar(0)).toBe('waiting');
    await keepSilent(1);
    expect(await findBar(0)).toBe('waiting');
  });

  test('who is silent and alone stays the bar to every paper', async () => {
    const { ask, setApart, findBar, keepSilent } = await layMatters(['anonymous']);
    await ask(0);
    await keepSilent(0);
    await setApart(0);
    expect(await findBar(0)).toBe('no_voice');
  });

  test('leaves nothing to be sent where nobody else reported', async () => {
    const { ask, choose, setApart, findBar } = await layMatters(['confidential']);
    await ask(0);
    await choose(0, 'stop');
    await setApart(0);
    expect(await findBar(0)).toBe('no_voice');
  });

  test('gives the words away that nobody else said', () => {
    const theirs = {
      facts: { story: '3月2日在灯塔路88号罚了3000元' },
      messages: ['他们还拍了照片'],
      evidence: [],
      common: [],
    };
    const others = [{ ...theirs, facts: { story: '3月2日被罚' }, messages: [] }];
    const found = findOnlyTheirs('请说明3月2日在灯塔路88号的检查、5月1日的检查', theirs, others);
    expect(found).toEqual(['3月2日在灯塔路88号']);
    expect(findOnlyTheirs('请说明3月2日的检查', theirs, others)).toEqual([]);
  });
});

const kinds = ['merge', 'ask', 'askOther', 'choose', 'choose', 'apart', 'undo', 'split'] as const;
const rareKinds = ['plead', 'grant', 'tighten', 'keepSilent', 'keepSilent'] as const;
type Act = {
  readonly kind: (typeof kinds)[number] | (typeof rareKinds)[number];
  readonly index: number;
  readonly into: number;
  readonly choice: ContactChoice;
};
const anAct: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(...kinds, ...kinds, ...rareKinds),
  index: fc.nat(2),
  into: fc.nat(2),
  choice: fc.constantFrom('go_on', 'go_on', 'fold', 'wait', 'stop'),
});

/** What a reporter last saw and said, kept beside the rules. */
type Said = {
  isOpen: boolean;
  saw?: string | undefined;
  choice?: ContactChoice | undefined;
  isSilent: boolean;
  isApart: boolean;
  isPleaded: boolean;
  isGranted: boolean;
};

const isFree = ({ isOpen, saw, choice, isGranted }: Said): boolean =>
  isOpen || isGranted || (choice === 'go_on' && saw === words);
const isOut = ({ saw, choice, isApart, isSilent }: Said): boolean =>
  isApart &&
  saw === words &&
  (choice === 'stop' || choice === 'fold' || (choice === undefined && isSilent));

test('no sequence lets a paper be signed before each reporter of the matter chose or stands apart', async () => {
  const anOpenness = fc.constantFrom<Openness>('open', 'confidential', 'anonymous');
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(anOpenness, anOpenness, anOpenness),
      fc.array(anAct, { maxLength: 24 }),
      async (all, acts) => {
        const house = await layMatters(all);
        const said = all.map((openness): Said => ({
          isOpen: openness === 'open',
          isSilent: false,
          isApart: false,
          isPleaded: false,
          isGranted: false,
        }));
        const groups = all.map((_, index) => index);
        const draft = await draftLetter(house.documents, house.at(0));
        for (const act of acts) if (await isDone(house, act)) note(said, groups, act);
        const mine = said.filter((_, index) => groups[index] === groups[0]);
        const may = mine.every((one) => isFree(one) || isOut(one)) && mine.some(isFree);
        const signed = await signThrough(house.documents, draft).catch(toCode);
        expect(typeof signed === 'object').toBe(may);
      },
    ),
    { numRuns: 300 },
  );
});

async function isDone(
  house: Awaited<ReturnType<typeof layMatters>>,
  { kind, index, into, choice }: Act,
): Promise<boolean> {
  const { history } = (await house.tickets.store.find(house.at(index).id)) ?? house.at(index);
  // Of what may be undone only answers and merges: neither may be taken back.
  const isUndoable = ['merge', 'choose_contact'].includes(history.at(-1)?.action ?? '');
  if (kind === 'undo' && !isUndoable) return false;
  const run = {
    merge: () => house.merge(index, into),
    ask: () => house.ask(index),
    askOther: () => house.ask(index, otherWords),
    choose: () => house.choose(index, choice),
    apart: () => house.setApart(index),
    undo: () => house.undo(index),
    split: () => house.split(index),
    plead: () => house.plead(index),
    grant: () => house.grant(index),
    tighten: () => house.tighten(index),
    keepSilent: () => house.keepSilent(index),
  };
  return run[kind]().then(
    () => true,
    () => false,
  );
}

function note(said: Said[], groups: number[], { kind, index, into, choice }: Act): void {
  const one = said[index];
  if (one === undefined) return;
  if (kind === 'merge') {
    const from = groups[index];
    for (const [at, group] of groups.entries()) {
      if (group === from) groups[at] = groups[into] ?? into;
    }
  }
  if (kind === 'undo') throw new Error('an answer or a merge was taken back');
  if (kind === 'ask' || kind === 'askOther') {
    const saw = kind === 'ask' ? words : otherWords;
    Object.assign(one, { saw, choice: undefined, isApart: false, isPleaded: false });
    one.isSilent = false;
    one.isGranted = false;
  }
  if (kind === 'choose') {
    if (one.choice !== choice) one.isApart = false;
    one.choice = choice;
  }
  if (kind === 'apart') one.isApart = true;
  if (kind === 'plead') one.isPleaded = true;
  if (kind === 'grant') one.isGranted = true;
  if (kind === 'tighten') one.isOpen = false;
  if (kind === 'keepSilent') one.isSilent = one.saw !== undefined && one.choice === undefined;
}
