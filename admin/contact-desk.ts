import { findUnitByName } from '../people/index.ts';
import type { Caller } from '../platform/http/index.ts';
import {
  createTickets,
  findClues,
  findOnlyTheirs,
  findProcedure,
  listAllowedActions,
  listVoices,
  needsConsent,
  toSilentAt,
  type Clue,
  type OwnWords,
  type Ticket,
  type TicketAction,
  whyNotOne,
} from '../tickets/index.ts';
import { createTicketAccess } from './access/ticket-access.ts';
import { expectStaff, toActor, type Staff } from './caller.ts';
import { listNames } from './dossier.ts';
import type { AdminPorts } from './ports.ts';
import type { ContactDesk } from './routes/contact.present.ts';
import type { ContactAct } from './routes/contact.schema.ts';
import { toText } from './routes/ticket.present.ts';

/** Asking whether a unit may be written to, of everybody who reported a matter (decision 0028). */
export function createContactDesk(ports: AdminPorts) {
  const { ticketing, profiles, units, transcripts, files, accounts, consent } = ports;
  const { store } = ticketing;
  const acts = createTickets(ticketing);
  const access = createTicketAccess(ports);

  const listAllowed = (ticket: Ticket, { roles }: Staff): readonly TicketAction[] =>
    listAllowedActions(ticket, findProcedure(ticketing.procedures, ticket), roles);

  /** How it stands with a ticket, and with the others of its matter. */
  async function load(ticket: Ticket, caller: Caller): Promise<ContactDesk> {
    const staff = expectStaff(caller);
    const { problemTypes } = profiles.findFor(ticket);
    const rules = consent.findRules(ticket);
    const silentAt = toSilentAt(ticket, rules, ticketing.calendar);
    const isSealed = ticket.contact?.sealedAt !== undefined;
    const voices = isSealed ? [ticket] : await listVoices(store, ticket);
    return {
      ticket,
      voices: voices.map((voice) => ({ ticket: voice, isSeen: access.canSee(staff, voice) })),
      allowed: listAllowed(ticket, staff),
      unit: ticket.contact?.match?.unit ?? ticket.facts.actingUnit ?? '',
      conducts: problemTypes.filter(({ isRetired }) => !isRetired),
      rules,
      isSilent: silentAt !== undefined && silentAt < ticketing.now(),
      names: await listNames(accounts),
    };
  }

  async function collectOwnWords(ticket: Ticket): Promise<OwnWords> {
    const [lines, evidence] = await Promise.all([
      transcripts.listForTicket(ticket.id),
      files.listForTicket(ticket.id),
    ]);
    return {
      facts: ticket.facts,
      messages: lines
        .filter(({ author }) => author === 'person')
        .map(({ content }) => toText(content)),
      evidence: evidence.map(({ name }) => name),
      common: [
        ...units.all().flatMap(({ name, aliases }) => [name, ...aliases]),
        ...profiles.findFor(ticket).problemTypes.map(({ name }) => name),
        ticket.facts.actingUnit ?? '',
      ],
    };
  }

  const listClues = async (ticket: Ticket, words: string): Promise<readonly Clue[]> =>
    findClues(words, await collectOwnWords(ticket));

  /** A unit of the tree by its id, so that every spelling of it is the same one. */
  function toUnit(ticket: Ticket, unit: string): string {
    return (
      ticket.respondent?.actingUnitId ?? findUnitByName(units.all(), unit, ports.fold)?.id ?? unit
    );
  }

  /**
   * The step for the ticket on screen and for each other reporter of its matter whom it concerns. The one on screen
   * first: when it has changed meanwhile the others hear nothing. Repeated, it goes on where it stopped.
   */
  async function actForEach(
    ticket: Ticket,
    staff: Staff,
    action: TicketAction,
    concerns: (voice: Ticket) => boolean,
    run: (voice: Ticket, isOnScreen: boolean) => Promise<Ticket>,
  ): Promise<Ticket> {
    const others = (await listVoices(store, ticket)).filter(
      (voice) =>
        voice.id !== ticket.id &&
        needsConsent(voice) &&
        concerns(voice) &&
        access.canSee(staff, voice) &&
        listAllowed(voice, staff).includes(action),
    );
    const isMeant = needsConsent(ticket) || others.length === 0;
    const own = isMeant ? await run(ticket, true) : ticket;
    for (const voice of others) await run(voice, false);
    return own;
  }

  /** A superior's word that nothing of this reporter's is in the words; what only they said refuses it. */
  async function setApart(ticket: Ticket, asker: ReturnType<typeof toAsker>, reason: string) {
    const words = ticket.contact?.words ?? '';
    const carriers = (await listVoices(store, ticket)).filter(
      (voice) => voice.id !== ticket.id && whyNotOne(voice, words) === undefined,
    );
    const others = await Promise.all(carriers.map(collectOwnWords));
    const onlyTheirs = findOnlyTheirs(words, await collectOwnWords(ticket), others);
    return acts.setApart({ ...asker, reason, onlyTheirs, rules: consent.findRules(ticket) });
  }

  async function act(ticket: Ticket, given: ContactAct, caller: Caller): Promise<Ticket> {
    const staff = expectStaff(caller);
    const { version } = given;
    const toVoice = (voice: Ticket, isOnScreen: boolean) => ({
      ...toAsker(voice, staff),
      ...(isOnScreen && { version }),
    });
    const asker = toVoice(ticket, true);
    const rules = consent.findRules(ticket);
    if (given.kind === 'ask') {
      const { words, unit, conduct } = given;
      const match = { unit: toUnit(ticket, unit), conduct };
      const isNew = ({ contact }: Ticket) => contact?.words !== words;
      return actForEach(ticket, staff, 'ask_contact', isNew, async (voice, isOnScreen) => {
        const givesAway = await listClues(voice, words);
        return acts.askContact({ ...toVoice(voice, isOnScreen), words, givesAway, match, rules });
      });
    }
    if (given.kind === 'note') {
      const { choice, reason } = given;
      const noted = await acts.chooseContact({ ...asker, choice, reason });
      await consent.settle(noted.id);
      return noted;
    }
    if (given.kind === 'check') {
      await access.load(staff, given.check);
      return acts.nameCheck({ ...asker, check: given.check, files: given.files, rules });
    }
    const { reason } = given;
    if (given.kind === 'apart') return setApart(ticket, asker, reason);
    if (given.kind === 'plead') {
      return actForEach(ticket, staff, 'plead_life', isHeld, (voice, isOnScreen) =>
        acts.pleadLife({ ...toVoice(voice, isOnScreen), reason }),
      );
    }
    return actForEach(ticket, staff, 'grant_life', isPleaded, (voice, isOnScreen) =>
      acts.grantLife({ ...toVoice(voice, isOnScreen), reason }),
    );
  }

  return { load, listClues, act };
}

const isHeld = ({ contact }: Ticket): boolean => contact?.state !== 'life_at_stake';
const isPleaded = (voice: Ticket): boolean => isHeld(voice) && voice.contact?.plea !== undefined;

function toAsker(ticket: Ticket, staff: Staff) {
  return { numberOrId: ticket.id, by: toActor(staff), roles: staff.roles };
}
