import type { Directory } from './directory.ts';
import type { LogTable } from './log-table.ts';

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
		'organization.add',
		'organization.absent',
		'organization.return',
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
	surveys: ['survey.open', 'survey.answer', 'survey.close', 'survey.cancel'],
	decisions: [
		'decision.present',
		'decision.open',
		'decision.answer',
		'decision.close',
		'decision.withdraw'
	],
	answers: ['answer.give', 'answer.withdraw'],
	versions: ['version.freeze', 'version.confirm', 'version.unconfirm', 'version.agree'],
	refusals: ['refuse'],
	stages: ['stage.start', 'stage.time', 'stage.reveal', 'stage.cancel'],
	parking: ['park.put', 'park.ask', 'park.decline', 'park.withdraw', 'park.release', 'park.open'],
	seals: ['seal.open', 'seal.put', 'seal.without', 'seal.reveal', 'seal.cancel'],
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
	const filter = Object.fromEntries(
		keys.map((key) => [key, given.get(key) ?? ''])
	) as unknown as Filter;
	return { ...filter, from: toLocal(filter.from), to: toLocal(filter.to) };
}

/** A link means the same moment wherever it is opened; inputs speak of local time. */
function toLocal(time: string): string {
	if (!time.endsWith('Z') || Number.isNaN(Date.parse(time))) return time;
	return localTime(Date.parse(time), time.length);
}

function toUniversal(time: string): string {
	const at = Date.parse(time);
	if (Number.isNaN(at)) return time;
	const text = new Date(at).toISOString();
	return `${text.slice(0, time.length <= 16 ? 16 : 19)}Z`;
}

/** A time as an input takes it, to the minute (16 signs) or to the second. */
export function localTime(at: number, length = 19): string {
	const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
	return local.toISOString().slice(0, length <= 17 ? 16 : 19);
}

/** The address' query with this filter in place of the one there; other parameters stay. */
export function writeFilter(query: string, filter: Filter): string {
	const changed = new URLSearchParams(query);
	for (const key of keys) {
		if (filter[key] === '') changed.delete(key);
		else if (key === 'from' || key === 'to') changed.set(key, toUniversal(filter[key]));
		else changed.set(key, filter[key]);
	}
	return String(changed);
}

export function isEmpty(filter: Filter): boolean {
	return keys.every((key) => filter[key] === '');
}

/** What a filter must know besides the table. */
export interface Facts {
	readonly table: LogTable;
	readonly directory: Directory;
	/** Entries that name this item or person, first or not; null while the server has not said. */
	readonly about: (id: string) => ReadonlySet<number> | null;
}

/** A test for entries by their index, prepared once for many. */
export function matcher(filter: Filter, facts: Facts): (index: number) => boolean {
	const { table } = facts;
	const tests = [
		ofKind(filter.kind, table),
		inTime(filter, table),
		aboutItem(filter.item, facts),
		byPerson(filter.person, facts),
		ofOrganization(filter.organization, facts)
	].filter((test) => test !== null);
	const [only, second] = tests;
	if (only === undefined) return () => true;
	if (second === undefined) return only;
	return (index) => tests.every((test) => test(index));
}

type Test = (index: number) => boolean;

function ofKind(kind: string, { kinds, kind: column }: LogTable): Test | null {
	if (kind === '') return null;
	const names = kindGroups[kind] ?? kind.split(',');
	const numbers = new Set(names.map((name) => kinds.find(name)));
	return (index) => numbers.has(column[index] ?? 0);
}

/** The stretch of time that a filter leaves, in ms; without an end where it sets none, or none that can be read. */
export function timeOf({ from, to }: Filter): { readonly from: number; readonly to: number } {
	// An input without seconds means the whole minute.
	const end = to === '' ? Number.NaN : Date.parse(to) + (to.length <= 16 ? 60_000 : 0);
	const start = from === '' ? Number.NaN : Date.parse(from);
	return {
		from: Number.isNaN(start) ? -Infinity : start,
		to: Number.isNaN(end) ? Infinity : end
	};
}

function inTime(filter: Filter, { at }: LogTable): Test | null {
	const { from, to } = timeOf(filter);
	if (from === -Infinity && to === Infinity) return null;
	return (index) => at[index]! >= from && at[index]! < to;
}

function aboutItem(item: string, { table, about }: Facts): Test | null {
	if (item === '') return null;
	const known = about(item);
	const number = table.items.find(item);
	return (index) => table.item[index] === number || known?.has(index) === true;
}

function byPerson(person: string, { table, about }: Facts): Test | null {
	if (person === '') return null;
	const known = about(person);
	const actor = table.people.find(person);
	const subject = table.items.find(person);
	return (index) =>
		table.person[index] === actor || table.item[index] === subject || known?.has(index) === true;
}

function ofOrganization(organization: string, { table, directory }: Facts): Test | null {
	if (organization === '') return null;
	const number = table.organizations.find(organization);
	// Where an entry names none, it is that of who acted.
	const members = new Set(
		directory.people
			.filter((person) => person.organization === organization)
			.map(({ id }) => table.people.find(id))
	);
	return (index) => {
		const own = table.organization[index]!;
		return own === 0 ? members.has(table.person[index]!) : own === number;
	};
}
