import { SCHEMA } from '@concordia/board/doc';
import type { RefusalCode } from '@concordia/protocol';
import type { Role } from '@concordia/session';
import * as Y from 'yjs';
import { sharedType, type Touch } from './touch.ts';

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
	readonly kind: unknown;
	/** Value of the field `organization`. */
	readonly organization: unknown;
	readonly lock: unknown;
}

export type Verdict = true | { readonly code: RefusalCode; readonly detail: string };

/** Fields that say where something lies, not what it says: anybody who edits may tidy up. */
const layout: ReadonlySet<string> = new Set(['pos', 'size', 'z', 'parent']);

/** May this person edit at all? */
export function mayWrite(actor: Actor): Verdict {
	if (!actor.consent) {
		return { code: 'consent-missing', detail: 'edits are recorded, and consent was not given' };
	}
	return actor.role === 'observer' ? { code: 'read-only', detail: 'observers only read' } : true;
}

/** May this person do what the update would do to one item? `marksOf` is asked only when it matters. */
export function mayEdit(
	actor: Actor,
	touch: Touch,
	marksOf: (item: string) => Marks | null
): Verdict {
	const mayAtAll = mayWrite(actor);
	if (mayAtAll !== true) return mayAtAll;
	return touch.root === 'meta' ? mayEditMeta(touch) : mayEditItem(actor, touch, marksOf);
}

/** The number of the schema may be written into a document that has none, and never changed. */
function mayEditMeta(touch: Touch): Verdict {
	const schemas = touch.values.get('schema') ?? [];
	if (schemas.every((schema) => schema === SCHEMA)) return true;
	return { code: 'schema-fixed', detail: 'the number of the schema stays as it is' };
}

/**
 * A perspective is what an organization says about a problem: only its own people write it. All values
 * that may stand afterwards count, for who wins a race is not decided here.
 */
function mayEditItem(actor: Actor, touch: Touch, marksOf: (item: string) => Marks | null): Verdict {
	for (const field of ['type', 'kind', 'lock', 'fields/organization']) {
		if (touch.values.get(field)?.includes(sharedType)) {
			return { code: 'shape', detail: `${field} has to be a plain value` };
		}
	}
	const marks = touch.created && !touch.replaced ? null : marksOf(touch.item);
	const isFree = mayTouchLocked(actor, touch, marks);
	if (isFree !== true) return isFree;
	if (!touch.created && !touch.replaced && !touch.deleted && isLayout(touch)) return true;
	const kinds = [marks?.kind, ...(touch.values.get('kind') ?? [])];
	if (!kinds.includes(PERSPECTIVE)) return true;
	const organizations = written(touch).filter((value) => value !== undefined);
	const before = marks?.organization;
	if (before !== undefined && before !== null) organizations.push(before);
	if (
		actor.organization !== null &&
		organizations.length > 0 &&
		organizations.every((organization) => organization === actor.organization)
	) {
		return true;
	}
	return {
		code: 'other-organization',
		detail: 'a perspective is written by the people of its organization'
	};
}

const PERSPECTIVE = 'perspective';

/** What the mediator locked is changed by nobody else, and nobody else locks like that. */
function mayTouchLocked(actor: Actor, touch: Touch, marks: Marks | null): Verdict {
	if (actor.role === 'mediator') return true;
	if (touch.values.get('lock')?.includes(MEDIATOR)) {
		return { code: 'locked', detail: 'only the mediator locks for everybody' };
	}
	if (marks?.lock !== MEDIATOR || isReaction(touch)) return true;
	return { code: 'locked', detail: 'the mediator has locked this' };
}

const MEDIATOR = 'mediator';

/** A reaction says something about an item and leaves it as it is. */
function isReaction(touch: Touch): boolean {
	if (touch.replaced || touch.deleted || touch.text || touch.format || touch.list) return false;
	for (const field of touch.fields) if (field.split('/')[0] !== 'reactions') return false;
	return true;
}

function isLayout(touch: Touch): boolean {
	if (touch.text || touch.format || touch.list) return false;
	for (const field of touch.fields) if (!layout.has(field)) return false;
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
	return { kind: entry.get('kind'), organization, lock: entry.get('lock') };
}
