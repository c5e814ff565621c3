import { parseLeaf, type Leaf } from '@concordia/transparency';

/** What kinds of change an edit made to one item, in the order a sentence names them. */
export const deeds = [
	'created',
	'deleted',
	'text',
	'fields',
	'moved',
	'resized',
	'colour',
	'linked',
	'changed'
] as const;
export type Deed = (typeof deeds)[number];

/** Edits of one person that followed each other, told as one sentence. */
export interface EditGroup {
	/** Participant; null for the host, and where names were not said. */
	readonly by: string | null;
	readonly isHost: boolean;
	readonly organization: string | null;
	readonly deeds: readonly Deed[];
	readonly count: number;
	readonly from: number;
	readonly to: number;
	/** Index of the last entry. */
	readonly entry: number;
}

/** How far an organization is with an item. `last` = somebody there saw the version that counts now. */
export interface OrganizationView {
	readonly state: 'last' | 'earlier' | 'never';
	/** When the newest version seen there was first seen; null for never. */
	readonly at: number | null;
	/** Who saw the newest version seen there; empty where views are recorded by organization only. */
	readonly people: readonly string[];
	/** Who said "I have read this" of the last version. */
	readonly acknowledged: readonly string[];
}

export interface ItemHistory {
	/** Newest first. */
	readonly edits: readonly EditGroup[];
	/** By organization id; '' stands for people without one. */
	readonly views: ReadonlyMap<string, OrganizationView>;
	/** Room position of the last edit; null when the log has none. */
	readonly version: number | null;
	/** Organizations that saw any version, and the last one. */
	readonly seen: number;
	readonly seenLast: number;
}

const oneSentenceMs = 30 * 60_000;

/** Reads log lines as the server sends them; lines that are no entries are passed over. */
export function parseLines(text: string): Leaf[] {
	const leaves: Leaf[] = [];
	for (const line of text.split('\n')) {
		if (line === '') continue;
		try {
			const { leaf } = JSON.parse(line) as { leaf?: unknown };
			const parsed = typeof leaf === 'string' ? parseLeaf(leaf) : null;
			if (parsed?.ok) leaves.push(parsed.value);
		} catch {
			// A line cut short: what came before it still counts.
		}
	}
	return leaves;
}

/** Who saw and edited one item, out of its log entries in order. */
export function itemHistory(
	leaves: readonly Leaf[],
	item: string,
	organizations: readonly string[]
): ItemHistory {
	const about = leaves.filter((leaf) => leaf.o?.includes(item));
	const edits = about.filter((leaf) => leaf.k === 'edit' || leaf.k === 'edit.host');
	const last = edits.at(-1);
	const version = last?.seq ?? null;

	const views = new Map<string, OrganizationView>();
	for (const organization of organizations) views.set(organization, unseen);
	for (const leaf of about) {
		if (leaf.k !== 'seen' && leaf.k !== 'ack') continue;
		const organization = leaf.og ?? '';
		views.set(organization, addView(views.get(organization) ?? unseen, leaf, version));
	}
	const partners = organizations.map((organization) => views.get(organization) ?? unseen);
	return {
		edits: groupEdits(edits, item).toReversed(),
		views,
		version,
		seen: partners.filter((view) => view.state !== 'never').length,
		seenLast: partners.filter((view) => view.state === 'last').length
	};
}

const unseen: OrganizationView = { state: 'never', at: null, people: [], acknowledged: [] };

function addView(view: OrganizationView, leaf: Leaf, version: number | null): OrganizationView {
	const isLast = version === null || (leaf.seq ?? -1) >= version;
	const state = isLast ? 'last' : 'earlier';
	const person = leaf.a === undefined ? [] : [leaf.a];
	const acknowledged =
		leaf.k === 'ack' && isLast ? union(view.acknowledged, person) : view.acknowledged;
	if (view.state === 'last' && !isLast) return view;
	if (view.state === state) {
		return { ...view, people: union(view.people, person), acknowledged };
	}
	return { state, at: leaf.t, people: person, acknowledged };
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
	return [...new Set([...a, ...b])];
}

function groupEdits(edits: readonly Leaf[], item: string): EditGroup[] {
	const groups: EditGroup[] = [];
	for (const leaf of edits) {
		const done = deedsOf(leaf.c?.[leaf.o?.indexOf(item) ?? -1] ?? '');
		const by = leaf.a ?? null;
		const group = groups.at(-1);
		if (
			group &&
			group.by === by &&
			group.organization === (leaf.og ?? null) &&
			leaf.t - group.to <= oneSentenceMs
		) {
			groups[groups.length - 1] = {
				...group,
				deeds: deeds.filter((deed) => group.deeds.includes(deed) || done.has(deed)),
				count: group.count + 1,
				to: leaf.t,
				entry: leaf.i
			};
		} else {
			groups.push({
				by,
				isHost: leaf.k === 'edit.host',
				organization: leaf.og ?? null,
				deeds: deeds.filter((deed) => done.has(deed)),
				count: 1,
				from: leaf.t,
				to: leaf.t,
				entry: leaf.i
			});
		}
	}
	return groups;
}

const fieldDeeds: Readonly<Record<string, Deed>> = {
	pos: 'moved',
	parent: 'moved',
	z: 'moved',
	size: 'resized',
	color: 'colour',
	from: 'linked',
	to: 'linked',
	text: 'text'
};

/** The log's words for a change, as deeds. A new item counts as that, whatever else it came with. */
export function deedsOf(words: string): ReadonlySet<Deed> {
	const found = new Set<Deed>();
	for (const word of words.split(' ')) {
		if (word === 'create' || word === 'replace') found.add('created');
		else if (word === 'delete') found.add('deleted');
		else if (word === 'text' || word === 'format') found.add('text');
		else if (word.startsWith('set:')) {
			for (const field of word.slice(4).split(',')) found.add(fieldDeeds[field] ?? 'fields');
		} else found.add('changed');
	}
	if (found.has('created')) return new Set(['created']);
	return found;
}
