import type { Directory } from './directory.ts';
import type { Entry } from './entry.ts';

/** What a reader wants to see; it stands in the page's address, so that links can carry it. */
export interface Filter {
	readonly person: string;
	readonly organization: string;
	readonly item: string;
	/** One of `kindGroups`, or kinds of entries separated by commas. */
	readonly kind: string;
	/** Local date and time as an input gives it; empty: no limit. */
	readonly from: string;
	readonly to: string;
}

export const noFilter: Filter = {
	person: '',
	organization: '',
	item: '',
	kind: '',
	from: '',
	to: ''
};

/** Kinds of entries as readers think of them. */
export const kindGroups: Readonly<Record<string, readonly string[]>> = {
	edits: ['edit', 'edit.host', 'upload'],
	views: ['seen', 'view.stop', 'view.resume'],
	acknowledgements: ['ack'],
	people: [
		'invite.create',
		'invite.revoke',
		'join',
		'rejoin',
		'leave',
		'revoke',
		'role',
		'client.bind'
	],
	signatures: ['key.add', 'sign'],
	witnesses: ['witness.join', 'witness.lost'],
	votes: ['vote.open', 'vote.cast', 'vote.close', 'vote.cancel'],
	answers: ['answer.give', 'answer.withdraw'],
	versions: ['version.freeze'],
	refusals: ['refuse'],
	stages: ['stage.start', 'stage.time', 'stage.reveal', 'stage.cancel'],
	parking: ['park.put', 'park.ask', 'park.decline', 'park.withdraw', 'park.release', 'park.open'],
	session: [
		'session.open',
		'session.policy',
		'session.close',
		'session.restore',
		'key.rotate',
		'export',
		'redact'
	]
};

const keys = Object.keys(noFilter) as readonly (keyof Filter)[];

/** `query` as it stands in an address, with or without its question mark. */
export function readFilter(query: string): Filter {
	const given = new URLSearchParams(query);
	return Object.fromEntries(keys.map((key) => [key, given.get(key) ?? ''])) as unknown as Filter;
}

/** The address' query with this filter in place of the one there; other parameters stay. */
export function writeFilter(query: string, filter: Filter): string {
	const changed = new URLSearchParams(query);
	for (const key of keys) {
		if (filter[key] === '') changed.delete(key);
		else changed.set(key, filter[key]);
	}
	return String(changed);
}

export function isEmpty(filter: Filter): boolean {
	return keys.every((key) => filter[key] === '');
}

/** A test for entries, prepared once for many. */
export function matcher(filter: Filter, directory: Directory): (entry: Entry) => boolean {
	const kinds =
		filter.kind === '' ? null : new Set(kindGroups[filter.kind] ?? filter.kind.split(','));
	const from = filter.from === '' ? -Infinity : Date.parse(filter.from);
	// An input without seconds means the whole minute.
	const to =
		filter.to === '' ? Infinity : Date.parse(filter.to) + (filter.to.length <= 16 ? 60_000 : 0);
	return ({ leaf }) => {
		if (kinds && !kinds.has(leaf.k)) return false;
		// A time that cannot be read limits nothing.
		if (leaf.t < from || leaf.t >= to) return false;
		if (filter.item !== '' && !leaf.o?.includes(filter.item)) return false;
		if (filter.person !== '' && leaf.a !== filter.person && !leaf.o?.includes(filter.person))
			return false;
		if (filter.organization === '') return true;
		const organization = leaf.og ?? (leaf.a && directory.person(leaf.a)?.organization);
		return organization === filter.organization;
	};
}
