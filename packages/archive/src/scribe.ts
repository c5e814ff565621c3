import { isEqual, type Item } from '@concordia/board';
import { newDocument, readBoard, readMeta } from '@concordia/board/doc';
import { evolve, type Participant, type SessionEvent, type SessionState } from '@concordia/session';
import {
	hashHex,
	parseFields,
	type ExportFiles,
	type Leaf,
	type LogLine,
	type Problem,
	type Scribe,
	type ScribeFindings,
	type ScribeQuestion,
	type Step
} from '@concordia/transparency';
import * as Y from 'yjs';
import { writeDocuments } from './documents.ts';
import { DecisionReader } from './decision-reader.ts';
import { eventOf, stateKinds } from './events.ts';
import { asFields, asList, type Fields } from './fields.ts';
import { FORM, VERSIONS, writeBoard, writeVersions } from './files.ts';
import { SealReader } from './seal-reader.ts';
import { wordsIn } from './words.ts';

/**
 * One for each verification: follows the log, and then writes the files anew that follow from log and board, and
 * compares what was revealed and decided with what was sealed and answered.
 */
export function newScribe(): Scribe {
	return new ArchiveScribe();
}

/** What the log had made of the session at some point. */
interface Moment {
	readonly state: SessionState;
	/** People whose joining has lost its payload: with which role and consent they came is not known any more. */
	readonly nameless: ReadonlySet<string>;
	readonly at: number;
}

const kinds: ReadonlySet<string> = new Set(stateKinds);

class ArchiveScribe implements Scribe {
	#state: SessionState | null = null;
	readonly #nameless = new Set<string>();
	/** Those of them whose role no entry has said since. */
	readonly #roleless = new Set<string>();
	readonly #seals = new SealReader();
	readonly #decisions = new DecisionReader();
	/** By the index of each `export` entry: what was to be written then. */
	readonly #moments = new Map<number, Moment>();

	read(leaf: Leaf, { payload }: LogLine): Problem | null {
		if (!kinds.has(leaf.k)) return null;
		if (leaf.k === 'export' && this.#state !== null) {
			this.#moments.set(leaf.i, {
				state: this.#state,
				nameless: new Set(this.#nameless),
				at: leaf.t
			});
		}
		const event = eventOf(leaf, payload);
		this.#noteRoles(event);
		if (this.#state !== null) {
			this.#seals.read(leaf.i, event, this.#state);
			this.#decisions.read(leaf.i, event, this.#state, this.#roleless);
		}
		this.#state = evolve(this.#state, event);
		return null;
	}

	#noteRoles({ kind, by, subject = [], payload }: SessionEvent): void {
		if (kind === 'join' && by !== undefined && payload === null) {
			this.#nameless.add(by);
			this.#roleless.add(by);
		}
		if (kind === 'role' && payload !== null) for (const id of subject) this.#roleless.delete(id);
	}

	compare(question: ScribeQuestion): Step<ScribeFindings> {
		const { files, entry } = question;
		const moment = this.#moments.get(entry);
		// A log without a session in it: nothing follows from it, and nothing is claimed.
		if (moment === undefined) return found({});
		const people = parse(files, 'people.json');
		if (people === null) return wrong('session-differs', 'people.json', 'It cannot be read.');
		const isOurs = people['form'] === FORM;
		const problem = comparePeople(people, moment, isOurs);
		if (problem) return { ok: false, problem };

		const board = openBoard(files);
		if (board === null) return wrong('board-differs', 'board.yjs', 'The board cannot be read.');
		const differing = compareBoard(files, board, isOurs);
		if (differing) return { ok: false, problem: differing };

		const misnamed = firstMisnamed(files);
		if (misnamed) return { ok: false, problem: misnamed };

		const reveals = this.#seals.compare(question);
		if (!reveals.ok) return reveals;
		const undecided = this.#decisions.problem;
		if (undecided) return { ok: false, problem: undecided };
		const said = { reveals: reveals.value, decisions: this.#decisions.findings() };

		const written = [...files.keys()].filter(isDocument);
		if (!isOurs) return found({ ...said, same: 2, unwritten: written.length });
		const state = withRoles(moment, people);
		const day = new Date(moment.at).toISOString().slice(0, 10);
		const documents = writeDocuments(board.items, state, day);
		const versions = writeVersions(moment.state);
		if (versions !== null) documents.set(VERSIONS, versions);
		const document = compareDocuments(files, documents);
		return document
			? { ok: false, problem: document }
			: found({ ...said, same: 2 + written.length });
	}
}

/** Written from the board or the log in words: the documents, and the list of frozen versions. */
function isDocument(name: string): boolean {
	return name.startsWith('documents/') || name === VERSIONS;
}

/** Pictures and frozen wordings go by the SHA-256 that the board and the log call them by. */
function firstMisnamed(files: ExportFiles): Problem | null {
	for (const [where, bytes] of files) {
		const [, hash] = /^(?:blobs|versions)\/([0-9a-f]{64})\.\w+$/.exec(where) ?? [];
		if (hash === undefined || hashHex(bytes) === hash) continue;
		const detail = `The file ${where} does not have the SHA-256 that it is named by.`;
		return { code: 'file-misnamed', where, detail };
	}
	return null;
}

function found(findings: Partial<ScribeFindings>): Step<ScribeFindings> {
	const nothing = { same: 0, unwritten: 0, reveals: [], decisions: [] };
	return { ok: true, value: { ...nothing, ...findings } };
}

function wrong(
	code: Problem['code'],
	where: string,
	detail: string
): { ok: false; problem: Problem } {
	return { ok: false, problem: { code, where, detail } };
}

/** Whether the people, their organizations and the session are those of the log. */
function comparePeople(
	people: Fields,
	{ state, nameless }: Moment,
	isOurs: boolean
): Problem | null {
	const where = 'people.json';
	for (const key of ['title', 'purpose', 'status', 'seen'] as const) {
		if (people[key] === state[key]) continue;
		const detail = `The ${key} of the session is not what the log says.`;
		return { code: 'session-differs', where, detail };
	}
	if (people['session'] !== state.id) {
		return { code: 'session-differs', where, detail: 'It is of another session.' };
	}
	const organizations = asList(people['organizations']);
	const organization = firstDiffering(state.organizations, organizations, isEqual);
	if (organization !== null) {
		const detail = `The organization ${organization} is not what the log says.`;
		return { code: 'organization-differs', where, name: organization, detail };
	}
	const participants = Object.values(state.participants);
	const person = firstDiffering(participants, asList(people['participants']), (known, given) =>
		isSamePerson(known, given, nameless.has(known.id), isOurs)
	);
	if (person === null) return null;
	const name = state.participants[person]?.name ?? person;
	const detail = `What it says of ${name} (${person}) is not what the log says.`;
	return { code: 'person-differs', where, name, detail };
}

/** The state as it was known at the export: in the log, erased people have lost what they came with. */
function withRoles({ state, nameless }: Moment, people: Fields): SessionState {
	const participants = { ...state.participants };
	for (const value of asList(people['participants'])) {
		const { id, role, consent } = value as Participant;
		const known = participants[id];
		if (known && nameless.has(id)) participants[id] = { ...known, role, consent };
	}
	return { ...state, participants };
}

/**
 * Of somebody whose joining has no payload any more, roles and consent are the host's word. That somebody spoke before
 * they were given another role is said by our form only.
 */
function isSamePerson(
	known: Participant,
	given: Fields,
	isNameless: boolean,
	isOurs: boolean
): boolean {
	const unsaid = isNameless ? ['role', 'consent', 'spoke'] : isOurs ? [] : ['spoke'];
	const said = (person: object): object =>
		Object.fromEntries(Object.entries(person).filter(([key]) => !unsaid.includes(key)));
	return isEqual(said(known), said(given));
}

/** The id of the first record that is missing, too many, there twice, or another; null when there is none. */
function firstDiffering<Known extends { readonly id: string }>(
	known: readonly Known[],
	given: readonly unknown[],
	isSame: (known: Known, given: Fields) => boolean
): string | null {
	const records = new Map<string, Fields>();
	for (const value of given) {
		const record = asFields(value);
		const id = record?.['id'];
		if (!record || typeof id !== 'string' || records.has(id))
			return typeof id === 'string' ? id : '?';
		records.set(id, record);
	}
	for (const one of known) {
		const record = records.get(one.id);
		if (!record || !isSame(one, record)) return one.id;
		records.delete(one.id);
	}
	const [tooMany] = records.keys();
	return tooMany ?? null;
}

interface OpenedBoard {
	readonly items: readonly Item[];
	readonly title: string;
}

function openBoard(files: ExportFiles): OpenedBoard | null {
	const bytes = files.get('board.yjs');
	if (!bytes) return null;
	const doc = newDocument();
	try {
		doc.transact(() => Y.applyUpdate(doc, bytes));
		return { items: readBoard(doc), title: readMeta(doc).title };
	} catch {
		return null;
	} finally {
		doc.destroy();
	}
}

/**
 * Whether `board.json` says what the board says: for us under `concordia`, and for other programs beside it. Of a
 * file in another form only what both of us know is compared.
 */
function compareBoard(files: ExportFiles, board: OpenedBoard, isOurs: boolean): Problem | null {
	const where = 'board.json';
	const malformed = (detail: string): Problem => ({ code: 'board-file-malformed', where, detail });
	const differs = (item: string, detail: string): Problem => ({
		code: 'board-file-differs',
		where,
		item,
		detail
	});
	const file = parse(files, where);
	const own = asFields(file?.['concordia']);
	if (!file || !own) return malformed('It cannot be read.');
	const isSame = isOurs ? isEqual : isEqualWhereBothSay;
	const item = firstDiffering(board.items, asList(own['items']), isSame);
	if (item !== null) return differs(item, `The item ${item} is not what it is on the board.`);
	if (own['title'] !== board.title) return malformed('The title is not that of the board.');
	if (!isOurs) return null;
	const facts = { session: String(own['session']), title: board.title, seq: Number(own['seq']) };
	const written = JSON.parse(writeBoard(board.items, facts)) as Fields;
	for (const part of ['nodes', 'edges'] as const) {
		const shown = asList(written[part]) as { readonly id: string }[];
		const other = firstDiffering(shown, asList(file[part]), isEqual);
		if (other !== null) {
			const detail = `The item ${other} is shown to other programs as it is not on the board.`;
			return differs(other, detail);
		}
	}
	return null;
}

function isEqualWhereBothSay(known: Item, given: Fields): boolean {
	return Object.keys(given).every(
		(key) => !Object.hasOwn(known, key) || isEqual(known[key], given[key])
	);
}

function compareDocuments(
	files: ExportFiles,
	documents: ReadonlyMap<string, string>
): Problem | null {
	const decoder = new TextDecoder();
	for (const [where, text] of documents) {
		const bytes = files.get(where);
		if (!bytes) return documentDiffers(where, 'The board has this document, the export has not.');
		if (wordsIn(decoder.decode(bytes)) !== wordsIn(text))
			return documentDiffers(where, 'It is not what the board and the log say.');
	}
	for (const where of files.keys()) {
		if (isDocument(where) && !documents.has(where))
			return documentDiffers(where, 'The board has no such document.');
	}
	return null;
}

function documentDiffers(where: string, detail: string): Problem {
	return { code: 'document-differs', where, detail };
}

function parse(files: ExportFiles, name: string): Fields | null {
	return asFields(parseFields(new TextDecoder().decode(files.get(name))));
}
