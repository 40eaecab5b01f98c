export const pointKinds = ['village', 'community', 'company', 'chamber'] as const;
export type PointKind = (typeof pointKinds)[number];

/** A village, community, company or chamber where people are shown how to reach the bureau (基层联系点, 企业联系点). */
export type ContactPoint = {
  /** Six of Crockford's characters, in small letters. */
  readonly id: string;
  readonly version: number;
  /** Random and kept, so that a sheet on a wall outlives the keys of the house. See `createPoint`. */
  readonly check: string;
  readonly name: string;
  readonly kind: PointKind;
  /** Where it is, as a form would say it. */
  readonly place: string;
  readonly township: string;
  /** Who looks after it. */
  readonly keeper: string;
  readonly state: 'active' | 'closed';
  /** What platforms gave for its scene: the addresses that their codes hold. */
  readonly ways: Readonly<Partial<Record<PointWay, string>>>;
  readonly createdAt: Date;
};

/** Ways into the conversation besides the web chat, which every point has. */
export const pointWays = ['official-account', 'wecom-kf'] as const;
export type PointWay = (typeof pointWays)[number];

/** What staff write about a point. */
export type PointFacts = Pick<ContactPoint, 'name' | 'kind' | 'place' | 'township' | 'keeper'>;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idLength = 6;
const secretLength = 7;
/** WeChat takes 64 characters. */
const form = new RegExp(`^p:([${alphabet}]{${idLength}}):([${alphabet}]{${secretLength + 1}})$`);

/** Draws a new point's id and check. `randomInt(n)` gives 0 to n - 1; the id's uniqueness is the store's. */
export function createPoint(
  facts: PointFacts,
  randomInt: (maxExclusive: number) => number,
  at: Date,
): ContactPoint {
  const draw = (length: number) =>
    Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  const id = draw(idLength);
  const secret = draw(secretLength);
  const check = secret + computeCheckLetter(id + secret);
  return { id, version: 1, check, ...facts, state: 'active', ways: {}, createdAt: at };
}

/** The scene that the point's codes carry, `p:<id>:<check>`. */
export function toScene({ id, check }: Pick<ContactPoint, 'id' | 'check'>): string {
  return `p:${id}:${check}`;
}

/** What a scene names; undefined for other scenes and for one with a mistyped letter. Whether it is genuine, the point knows. */
export function readScene(scene: string): Pick<ContactPoint, 'id' | 'check'> | undefined {
  const [, id = '', check = ''] = form.exec(scene) ?? [];
  return id !== '' && computeCheckLetter(id + check.slice(0, -1)) === check.at(-1)
    ? { id, check }
    : undefined;
}

/** True for scenes that mean to be a contact point's, good or not. */
export function isPointScene(scene: string): boolean {
  return scene.startsWith('p:');
}

/** Odd weights over 32 letters: every single wrong letter changes the sum. */
function computeCheckLetter(letters: string): string {
  const sum = Array.from(letters).reduce(
    (total, letter, index) => total + alphabet.indexOf(letter) * (2 * index + 1),
    0,
  );
  return alphabet.charAt(sum % alphabet.length);
}
