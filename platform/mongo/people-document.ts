import type { Address, ChannelName } from '../../bot/index.ts';
import type { Enrolment, Person } from '../../people/index.ts';
import type { Digests, SealContext, SealedValue } from '../seal/index.ts';
import { anything, defineCollection } from './collection.ts';

/** One way to reach a person. */
export type Binding = {
  /** Names the binding within the person; part of the seal's context. */
  readonly id: string;
  readonly channel: ChannelName;
  readonly userId: SealedValue;
  readonly lastUsedAt?: Date;
  /** Unfollowed or blocked: kept, not to be written to. */
  readonly isUnbound?: boolean;
};

/** A person: everything that says who they are is sealed, and found by keyed digests only. */
export type PeopleDocument = {
  readonly _id: string;
  readonly v: number;
  readonly bindings?: readonly Binding[];
  /** The digests of the addresses under every key that was live when they were bound. */
  readonly addressIndexes?: readonly string[];
  readonly name?: SealedValue;
  readonly phone?: SealedValue;
  readonly phoneIndexes?: readonly string[];
  /** Given in a draft that is not filed yet, sealed in the context of `name` and `phone`, which they are to become. */
  readonly draftName?: SealedValue;
  readonly draftPhone?: SealedValue;
  readonly language?: Person['language'];
  readonly specialist?: Enrolment;
  /** The person that this one turned out to be; every look-up follows it. Never a chain. */
  readonly mergedInto?: string;
};

export const peopleCollection = defineCollection<PeopleDocument>(
  'people',
  {
    bindings: { type: [anything], default: undefined },
    addressIndexes: { type: [String], default: undefined },
    name: anything,
    phone: anything,
    draftName: anything,
    draftPhone: anything,
    phoneIndexes: { type: [String], default: undefined },
    language: String,
    specialist: anything,
    mergedInto: String,
  },
  [
    // Sparse, not partial: people without a channel have no such field and must not clash.
    [{ addressIndexes: 1 }, { unique: true, sparse: true }],
    [{ phoneIndexes: 1 }, { sparse: true }],
    [{ mergedInto: 1 }, { sparse: true }],
  ],
);

export function toPeopleContext(personId: string, field: string): SealContext {
  return { collection: 'people', field, id: personId };
}

/** The digests of an address, under the current key first. */
export function listAddressIndexes(digests: Digests, { channel, userId }: Address) {
  return digests.digestAll('address-index', channel, userId);
}

/** The digests of a telephone number, however it is written: +86, spaces and dashes fall away. */
export function listPhoneIndexes(digests: Digests, phone: string): readonly string[] {
  return digests.digestAll('phone-index', foldPhone(phone));
}

/** The digest of a telephone number under the current key. */
export function toPhoneIndex({ digests }: { readonly digests: Digests }, phone: string): string {
  return digests.digest('phone-index', foldPhone(phone));
}

function foldPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '');
  return digits.replace(/^(?:00)?86(?=1\d{10}$)/, '');
}
