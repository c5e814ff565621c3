import type { Limits, RefusalCode } from '@concordia/protocol';
import {
	precheck,
	readUpdate,
	refuse,
	Refusal,
	type Findings,
	type Touch,
	type Update
} from '@concordia/updates';
import * as Y from 'yjs';
import type { ClientIds } from './clients.ts';
import { mayEdit, mayWrite, readAuthor, readMarks, type Actor, type Lookup } from './policy.ts';
import { touchedWords } from './words.ts';

export interface CheckRequest {
	/** The authoritative document. A transaction may be open in which earlier updates were applied. */
	readonly doc: Y.Doc;
	/** A Yjs update, version 1, as it came from the peer. */
	readonly bytes: Uint8Array;
	readonly actor: Actor;
	readonly clients: ClientIds;
	readonly limits: Limits;
}

export interface Accepted {
	readonly ok: true;
	/** What it touches, one entry per item. */
	readonly touches: readonly Touch[];
	/** For each touch, in the same order, the words of the log leaf. */
	readonly words: readonly string[];
	/** Client ids that the actor uses for the first time: to be claimed and logged with the update. */
	readonly claims: readonly number[];
	/** Nothing in it is new: acknowledge it and forget it. */
	readonly empty: boolean;
}

export interface Rejected {
	readonly ok: false;
	readonly code: RefusalCode;
	/** For developers, in English. */
	readonly detail: string;
	/** Items it is about, where known. */
	readonly items: readonly string[];
	/** What it builds on is not here yet: ask the client for all that the server lacks. */
	readonly retry: boolean;
}

/**
 * Decides whether an update may be applied, all or nothing, and says what it touches. Changes nothing:
 * neither the document nor the claims. After `ok`, `Y.applyUpdate` with the same bytes cannot fail.
 */
export function checkUpdate(request: CheckRequest): Accepted | Rejected {
	const { doc, bytes, actor, clients, limits } = request;
	try {
		const update = readUpdate(bytes, limits);
		const claims = requireOwnClients(doc, update, actor, clients);
		const findings = precheck(doc, update, limits);
		const empty = findings.newStructs === 0 && findings.newDeletes === 0;
		if (!empty) requireRights(doc, actor, clients, findings);
		const { touches } = findings;
		return { ok: true, touches, words: touches.map(touchedWords), claims, empty };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { code, message: detail, items } = error;
		return { ok: false, code, detail, items, retry: code === 'gap' || code === 'dangling' };
	}
}

/** New structs come under the author's own client ids only, or under free ones, which become theirs. */
function requireOwnClients(
	doc: Y.Doc,
	update: Update,
	actor: Actor,
	clients: ClientIds
): readonly number[] {
	const claims: number[] = [];
	for (const { client, end } of update.sections.values()) {
		const state = Y.getState(doc.store, client);
		if (end <= state) continue;
		const standing = clients.standing(client, actor.participant, claims.length);
		if (standing === 'too-many')
			refuse('too-many-clients', 'no more client ids for this participant');
		// An id that wrote here without an owner is the server's own.
		if (standing === 'foreign' || (standing === 'free' && state > 0)) {
			refuse('foreign-client', `client ${client} belongs to somebody else`);
		}
		if (standing === 'free') claims.push(client);
	}
	return claims;
}

function requireRights(doc: Y.Doc, actor: Actor, clients: ClientIds, { touches }: Findings): void {
	const lookup: Lookup = {
		marksOf: (item) => readMarks(doc, item),
		authorOf: (item) => readAuthor(doc, clients, item)
	};
	const mayAtAll = mayWrite(actor);
	if (mayAtAll !== true) refuse(mayAtAll.code, mayAtAll.detail);
	for (const touch of touches) {
		const verdict = mayEdit(actor, touch, lookup);
		if (verdict !== true) throw new Refusal(verdict.code, verdict.detail, [touch.item]);
	}
}
