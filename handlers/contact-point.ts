import type { Outcome, Reply } from '../bot/index.ts';
import { isPointScene, type ContactPoint } from '../people/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState, type Form } from './dialogue.ts';
import { ask, fill } from './form.ts';
import { toMenu } from './greet.ts';
import type { Heard } from './hear.ts';
import { toDay } from './own-tickets.ts';
import type { HandlerPorts } from './ports.ts';
import type { HeardRoute } from './route.ts';

type PointPorts = HandlerPorts['points'];

/** How long a scan says where somebody is. */
const stayMs = 24 * 3600_000;

/** A scan, or a subscription by one, at a contact point: says where the person is, and keeps it for a day. */
export function createArrive(points: PointPorts): HeardRoute {
  return {
    name: 'contact-point',
    plan(heard) {
      const scene = findScene(heard);
      return scene === undefined ? undefined : () => arrive(heard, scene, points);
    },
  };
}

/** The scene of an event; one scanned within the account's menu comes as the address that the code holds. */
function findScene({ message: { content } }: Heard): string | undefined {
  if (content.kind !== 'event' || content.key === undefined) return undefined;
  if (content.name !== 'follow' && content.name !== 'scan') return undefined;
  const [, inAddress = ''] = /^https?:\/\/[^?#]+\?p=([\w:%]+)$/i.exec(content.key) ?? [];
  const scene = inAddress === '' ? content.key : inAddress.replaceAll(/%3a/gi, ':');
  return isPointScene(scene) ? scene : undefined;
}

async function arrive(
  heard: Heard,
  scene: string,
  points: PointPorts,
): Promise<Outcome<DialogueState>> {
  const found = await points.find(scene);
  const state = dropPending(heard.state);
  if (found.kind !== 'open') {
    const values = found.kind === 'closed' ? { values: { name: found.point.name } } : {};
    return conclude(heard, {
      replies: [{ ...sayOrMenu(heard, `conversation.point.${found.kind}`), ...values }],
      state,
    });
  }
  const { point } = found;
  await recordArrival(heard, point.id, points);
  const { id, name } = point;
  const here = { id, place: toPlace(point), at: heard.at.toISOString(), scanId: heard.message.id };
  return conclude(heard, {
    replies: [{ ...sayOrMenu(heard, 'conversation.point.welcome'), values: { name } }],
    state: moveForm({ ...state, point: here }),
  });
}

/** An open form goes on behind the words; elsewhere they come with the menu. */
function sayOrMenu({ state }: Heard, key: string): Reply {
  return state.form === undefined ? toMenu(key) : { key };
}

async function recordArrival({ message, at }: Heard, pointId: string, points: PointPorts) {
  const visit = { pointId, month: toMonth(at) };
  await points.record({ ...visit, key: message.id, act: 'scan' });
  if (message.content.kind === 'event' && message.content.name === 'follow') {
    await points.record({ ...visit, key: `${message.id}-follow`, act: 'follow' });
  }
}

function toPlace({ township, name, place }: ContactPoint): string {
  return [township, name, place].filter((part) => part !== '').join(' ');
}

function moveForm(state: DialogueState): DialogueState {
  return state.form === undefined ? state : { ...state, form: ask(placeForm(state.form, state)) };
}

/** Fills in the place, where none was given, and keeps the point with the draft. */
function placeForm(form: Form, { point }: DialogueState): Form {
  if (point === undefined || form.kind === 'suggestion') return form;
  const isOpen = form.facts.place === undefined && !form.settled.includes('place');
  return { ...(isOpen ? fill(form, 'place', point.place) : form), contactPointId: point.id };
}

/** The point at which somebody is, until a day after the scan. */
export function findPoint({ state, at }: Pick<Heard, 'state' | 'at'>): DialogueState['point'] {
  const { point } = state;
  return point !== undefined && at.getTime() - Date.parse(point.at) < stayMs ? point : undefined;
}

/** Counts the first words after a scan as a conversation. */
export async function countTalk(
  heard: Heard,
  outcome: Outcome<DialogueState>,
  points: PointPorts,
): Promise<Outcome<DialogueState>> {
  const point = findPoint(heard);
  const isEvent = heard.message.content.kind === 'event';
  if (point === undefined || point.hasTalked === true || isEvent) return outcome;
  await points.record({
    key: `${point.scanId}-talk`,
    pointId: point.id,
    act: 'talk',
    month: toMonth(heard.at),
  });
  return { ...outcome, state: { ...outcome.state, point: { ...point, hasTalked: true } } };
}

/** A new draft with what the scan said: the place is never asked for again. */
export function placeDraft(heard: Heard, form: Form): Form {
  return findPoint(heard) === undefined ? form : ask(placeForm(form, heard.state));
}

/** Counts a ticket for the point that led to it. */
export function countFiled(
  { at }: Pick<Heard, 'at'>,
  ticketId: string,
  pointId: string,
  points: Pick<PointPorts, 'record'>,
): Promise<void> {
  return points.record({ key: ticketId, pointId, act: 'ticket', month: toMonth(at) });
}

function toMonth(at: Date): string {
  return toDay(at).slice(0, 7);
}
