import type { Item } from '@concordia/board';
import { getItem, newDocument } from '@concordia/board/doc';
import { instrumentOf, sealedFields, sealedView } from '@concordia/instruments';
import {
	formatSealed,
	sealedIn,
	unsealedIn,
	type SealedCard,
	type SealedValue,
	type SealRound,
	type SessionEvent,
	type SessionState
} from '@concordia/session';
import {
	commitHex,
	fromBase64url,
	SALT_BYTES,
	type LoggedEdit,
	type Problem,
	type RevealFindings,
	type ScribeQuestion,
	type Step
} from '@concordia/transparency';
import * as Y from 'yjs';
import { asFields, type Fields } from './fields.ts';

/** A round at the moment it was revealed, with what the entry says of it. */
interface Reveal {
	readonly entry: number;
	/** As the entries before leave it; undefined when it had not been opened. */
	readonly round: SealRound | undefined;
	readonly subject: readonly string[];
	/** Null when it was erased. */
	readonly payload: Fields | null;
	readonly organizations: SessionState['organizations'];
}

/** Compares cards that were revealed with the commitments that the log took when they were sealed. */
export class SealReader {
	readonly #reveals: Reveal[] = [];

	/** `state`: before the event. */
	read(entry: number, event: SessionEvent, state: SessionState): void {
		if (event.kind !== 'seal.reveal') return;
		const { subject = [], payload = null } = event;
		const [id = ''] = subject;
		const round = Object.hasOwn(state.seals, id) ? state.seals[id] : undefined;
		const { organizations } = state;
		this.#reveals.push({ entry, round, subject, payload, organizations });
	}

	compare({ edits, erasedItems, entry }: ScribeQuestion): Step<RevealFindings[]> {
		const findings: RevealFindings[] = [];
		const past = new Past(edits);
		try {
			for (const reveal of this.#reveals) {
				// What was logged after the files had been written is not in them.
				if (reveal.entry > entry) break;
				const found = compareReveal(reveal, past, erasedItems);
				if (!found.ok) return found;
				findings.push(found.value);
			}
		} finally {
			past.end();
		}
		return { ok: true, value: findings };
	}
}

function compareReveal(
	reveal: Reveal,
	past: Past,
	erasedItems: ReadonlySet<string>
): Step<RevealFindings> {
	const { entry, round, subject, payload } = reveal;
	if (round?.status !== 'open') {
		const detail = `Entry ${entry} reveals cards of a round that was not open.`;
		return refuse('sealed-differs', reveal, subject[0] ?? '', detail);
	}
	const [waiting] = unsealedIn(round);
	if (waiting !== undefined) {
		const detail = `Entry ${entry} reveals the round although ${waiting} had not sealed.`;
		return refuse('sealed-missing', reveal, waiting, detail);
	}
	const sealed = sealedIn(round);
	const asSealed: string[] = [];
	const unchecked: string[] = [];
	const found = { round: round.id, entry };
	if (payload === null) return { ok: true, value: { ...found, asSealed, unchecked: sealed } };
	const { cards, salts } = { cards: asFields(payload['cards']), salts: asFields(payload['salts']) };
	const tooMany = Object.keys(cards ?? {}).find((organization) => !sealed.includes(organization));
	if (tooMany !== undefined) {
		const detail = `Entry ${entry} reveals cards of ${tooMany}, which had sealed none.`;
		return refuse('sealed-differs', reveal, tooMany, detail);
	}
	const doc = past.at(entry);
	for (const organization of sealed) {
		const ids = textsOf(cards?.[organization]);
		const salt = saltOf(salts?.[organization]);
		if (ids.length === 0 || salt === null || !ids.every((id) => subject.includes(id))) {
			const detail = `Entry ${entry} does not reveal the cards of ${organization} with their salt.`;
			return refuse('sealed-missing', reveal, organization, detail);
		}
		const items = ids.flatMap((id) => getItem(doc, id) ?? []);
		const isErased = past.isErased || ids.some((id) => erasedItems.has(id));
		if (items.length < ids.length && !isErased) {
			const detail = `Entry ${entry} reveals cards of ${organization} that are not on the board then.`;
			return refuse('sealed-missing', reveal, organization, detail);
		}
		if (isAsSealed(round, organization, items, salt)) asSealed.push(organization);
		else if (isErased) unchecked.push(organization);
		else {
			const detail = `What entry ${entry} reveals of ${organization} does not have the commitment that was logged when it was sealed.`;
			return refuse('sealed-differs', reveal, organization, detail);
		}
	}
	return { ok: true, value: { ...found, asSealed, unchecked } };
}

function isAsSealed(
	round: SealRound,
	organization: string,
	items: readonly Item[],
	salt: Uint8Array
): boolean {
	const { hash } = round.seals[organization] ?? {};
	const isOwn = items.every(({ fields = {} }) =>
		[organization, ...(round.item === undefined ? [] : [round.item])].every((one) =>
			Object.values(fields).includes(one)
		)
	);
	const cards = items.map((item) => contentOf(item, round, organization));
	return isOwn && commitHex(formatSealed(round, organization, cards), salt) === hash;
}

/**
 * What a card says, without whose it is and what it is about: those the round says. By the values, not by what
 * fields this version of the instrument has: another one wrote the card, maybe.
 */
export function contentOf(
	item: Item,
	round: Pick<SealRound, 'item'>,
	organization: string
): SealedCard {
	const { id, kind = '', text = '', fields = {} } = item;
	const definition = instrumentOf(item);
	const view = definition && sealedView(definition);
	const known = definition && view ? sealedFields(definition, view, kind) : [];
	const written = Object.entries(fields).filter(
		([name, value]) =>
			value !== null &&
			(known.some((field) => field.id === name) || (value !== organization && value !== round.item))
	);
	return { id, kind, text, fields: Object.fromEntries(written) as Record<string, SealedValue> };
}

/** The board as it was at some entries, one after the other. */
class Past {
	readonly #doc = newDocument();
	readonly #edits: readonly LoggedEdit[];
	#next = 0;
	/** Whether an edit before was erased whole: what it did can't be seen any more. */
	isErased = false;

	constructor(edits: readonly LoggedEdit[]) {
		this.#edits = edits;
	}

	at(entry: number): Y.Doc {
		this.#doc.transact(() => {
			for (; this.#next < this.#edits.length; this.#next++) {
				const edit = this.#edits[this.#next];
				if (edit === undefined || edit.entry > entry) return;
				const bytes = edit.update ?? edit.instead;
				if (bytes === null) this.isErased = true;
				else Y.applyUpdate(this.#doc, bytes);
			}
		});
		return this.#doc;
	}

	end(): void {
		this.#doc.destroy();
	}
}

function refuse(
	code: 'sealed-differs' | 'sealed-missing',
	{ entry, organizations }: Reveal,
	organization: string,
	detail: string
): { ok: false; problem: Problem } {
	const name = organizations.find(({ id }) => id === organization)?.name ?? organization;
	return { ok: false, problem: { code, where: 'log.jsonl', line: entry + 1, entry, name, detail } };
}

// Servers of before took a salt whose last letter can't be read, and sealed with zeros instead.
function saltOf(value: unknown): Uint8Array | null {
	if (typeof value !== 'string' || !/^[\w-]{43}$/.test(value)) return null;
	return fromBase64url(value) ?? new Uint8Array(SALT_BYTES);
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : [];
}
