import { isReactionKey, parseReactionKey } from '@concordia/board';
import { SCHEMA } from '@concordia/board/doc';
import { instruments } from '@concordia/instruments';
import type { RefusalCode } from '@concordia/protocol';
import type { Role } from '@concordia/session';
import { sharedType, type Touch } from '@concordia/updates';
import * as Y from 'yjs';
import type { ClientIds } from './clients.ts';

/** Who wants to edit. */
export interface Actor {
	readonly participant: string;
	/** Null for people who belong to no partner. */
	readonly organization: string | null;
	readonly role: Role;
	/** Agreed to being recorded. */
	readonly consent: boolean;
}

/** What an item says now about who may change it. */
export interface Marks {
	readonly instrument: unknown;
	readonly kind: unknown;
	/** Value of the field `organization`. */
	readonly organization: unknown;
	readonly lock: unknown;
	readonly type: unknown;
}

/** What the document says about an item, asked only when it matters. */
export interface Lookup {
	marksOf(item: string): Marks | null;
	/** Who wrote what stands under this id, or stood there last; null for the server or nobody. */
	authorOf(item: string): string | null;
}

export type Verdict = true | { readonly code: RefusalCode; readonly detail: string };

/** Fields that say where something lies, not what it says: anybody who edits may tidy up. */
const layout: ReadonlySet<string> = new Set(['pos', 'size', 'z', 'parent']);

/** Of a comment, anybody who edits may change these. */
const settling: ReadonlySet<string> = new Set([...layout, 'resolved']);

/** May this person edit at all? */
export function mayWrite(actor: Actor): Verdict {
	if (!actor.consent) {
		return { code: 'consent-missing', detail: 'edits are recorded, and consent was not given' };
	}
	return actor.role === 'observer' ? { code: 'read-only', detail: 'observers only read' } : true;
}

/** May this person do what the update would do to one item? */
export function mayEdit(actor: Actor, touch: Touch, lookup: Lookup): Verdict {
	const mayAtAll = mayWrite(actor);
	if (mayAtAll !== true) return mayAtAll;
	return touch.root === 'meta' ? mayEditMeta(touch) : mayEditItem(actor, touch, lookup);
}

/** The number of the schema may be written into a document that has none, and never changed. */
function mayEditMeta(touch: Touch): Verdict {
	const schemas = touch.values.get('schema') ?? [];
	if (schemas.every((schema) => schema === SCHEMA)) return true;
	return { code: 'schema-fixed', detail: 'the number of the schema stays as it is' };
}

/** All values that may stand afterwards count, for who wins a race is not decided here. */
function mayEditItem(actor: Actor, touch: Touch, lookup: Lookup): Verdict {
	for (const field of ['type', 'instrument', 'kind', 'lock', 'fields/organization']) {
		if (touch.values.get(field)?.includes(sharedType)) {
			return { code: 'shape', detail: `${field} has to be a plain value` };
		}
	}
	const mayReactSo = mayReact(actor, touch);
	if (mayReactSo !== true) return mayReactSo;
	const marks = touch.created && !touch.replaced ? null : lookup.marksOf(touch.item);
	const isFree = mayTouchLocked(actor, touch, marks);
	if (isFree !== true) return isFree;
	if (isOnly(touch, layout)) return true;
	const maySayThat = mayComment(actor, touch, marks, lookup);
	return maySayThat === true ? mayRepresent(actor, touch, marks) : maySayThat;
}

/** A reaction is one person's word: nobody else puts it there or takes it away. */
function mayReact(actor: Actor, touch: Touch): Verdict {
	for (const field of touch.fields) {
		if (!isReactionKey(field)) continue;
		const values = touch.values.get(field) ?? [];
		if (values.some((value) => value !== true && value !== undefined)) {
			return { code: 'shape', detail: 'a reaction is true or not there' };
		}
		// They go with the item they are on.
		if (touch.dies && !values.includes(true)) continue;
		const reaction = parseReactionKey(field);
		if (reaction === undefined) return { code: 'shape', detail: 'no reaction that is known' };
		if (reaction.participant !== actor.participant) {
			return { code: 'other-reaction', detail: 'a reaction of somebody else' };
		}
	}
	return true;
}

/** What somebody said stays theirs to change or take back; settling it is up to everybody who edits. */
function mayComment(actor: Actor, touch: Touch, marks: Marks | null, lookup: Lookup): Verdict {
	const types = [marks?.type, ...(touch.values.get('type') ?? [])];
	if (!types.includes(COMMENT) || isOnly(touch, settling)) return true;
	const author = lookup.authorOf(touch.item);
	// Under an id that was somebody's before, a new comment would pass for theirs in the log.
	if (author === actor.participant || (marks === null && author === null)) return true;
	return { code: 'other-author', detail: 'a comment is changed by who wrote it' };
}

/** What an organization says, only its own people write: perspectives, motives, commitments and the like. */
function mayRepresent(actor: Actor, touch: Touch, marks: Marks | null): Verdict {
	const kinds = [marks?.kind, ...(touch.values.get('kind') ?? [])];
	const isPerspective = kinds.includes(PERSPECTIVE);
	if (!isPerspective && !isVoice(kinds, touch, marks)) return true;
	const organizations = [...written(touch), marks?.organization].filter(
		(value) => value !== undefined && value !== null && value !== ''
	);
	// Other cards may wait for the organization that makes them its own; a perspective never does.
	const isSigned = !isPerspective || organizations.length > 0;
	const isOwn = organizations.every((organization) => organization === actor.organization);
	if (isSigned && isOwn) return true;
	return {
		code: 'other-organization',
		detail: 'what speaks for an organization is written by its people'
	};
}

/** Is it a card that speaks for an organization, before or afterwards? */
function isVoice(kinds: readonly unknown[], touch: Touch, marks: Marks | null): boolean {
	const ofInstruments = [marks?.instrument, ...(touch.values.get('instrument') ?? [])];
	return ofInstruments.some((id) => kinds.some((kind) => voices.get(id)?.has(kind)));
}

/** By instrument: the kinds of card that belong to the organization they name. */
const voices: ReadonlyMap<unknown, ReadonlySet<unknown>> = new Map(
	instruments.map(({ id, kinds }) => [
		id,
		new Set(kinds.filter(({ ownedBy }) => ownedBy !== undefined).map((kind) => kind.id))
	])
);

const PERSPECTIVE = 'perspective';
const COMMENT = 'comment';

/** What the mediator locked is changed by nobody else, and nobody else locks like that. */
function mayTouchLocked(actor: Actor, touch: Touch, marks: Marks | null): Verdict {
	if (actor.role === 'mediator') return true;
	if (touch.values.get('lock')?.includes(MEDIATOR)) {
		return { code: 'locked', detail: 'only the mediator locks for everybody' };
	}
	if (marks?.lock !== MEDIATOR || isOnly(touch, nothing)) return true;
	return { code: 'locked', detail: 'the mediator has locked this' };
}

const MEDIATOR = 'mediator';

/** Reactions say something about an item and leave it as it is. */
const nothing: ReadonlySet<string> = new Set();

/** Does it change these fields and reactions, and nothing else? */
function isOnly(touch: Touch, fields: ReadonlySet<string>): boolean {
	if (touch.created || touch.replaced || touch.deleted) return false;
	if (touch.text || touch.format || touch.list) return false;
	for (const field of touch.fields) {
		if (!fields.has(field) && !isReactionKey(field)) return false;
	}
	return true;
}

/** Values of the field `organization` that an update writes: by itself or with all fields at once. */
function written(touch: Touch): unknown[] {
	const values = [...(touch.values.get('fields/organization') ?? [])];
	for (const fields of touch.values.get('fields') ?? []) {
		if (typeof fields === 'object' && fields !== null) {
			values.push((fields as { organization?: unknown }).organization);
		}
	}
	return values;
}

/** Reads what `mayEdit` needs to know from the document. */
export function readMarks(doc: Y.Doc, item: string): Marks | null {
	const entry: unknown = doc.getMap('items').get(item);
	if (!(entry instanceof Y.Map)) return null;
	const fields: unknown = entry.get('fields');
	const organization: unknown =
		fields instanceof Y.Map
			? fields.get('organization')
			: (fields as { organization?: unknown } | undefined)?.organization;
	return {
		instrument: entry.get('instrument'),
		kind: entry.get('kind'),
		organization,
		type: entry.get('type'),
		lock: entry.get('lock')
	};
}

/** Whose client id the entry under an item's id bears; what was deleted keeps it. */
export function readAuthor(doc: Y.Doc, clients: ClientIds, item: string): string | null {
	const { _map: entries } = doc.getMap('items');
	const entry = entries.get(item);
	return entry === undefined ? null : (clients.ownerOf(entry.id.client) ?? null);
}
