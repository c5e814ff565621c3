import {
	eventKinds,
	keepsPayload,
	type EventKind,
	type SessionEvent,
	type SessionState
} from '@concordia/session';
import type { Store } from '@concordia/store';
import type { Decision } from '@concordia/session';
import type { Turn } from '../log/turn.ts';
import type { World } from '../room/world.ts';
import { ownerOf } from './drafts.ts';
import type { LiveSession } from './live-session.ts';

/** How often it is looked whether some session's time is over. */
const LOOK_MS = 3600 * 1000;
/** The first look after a start: people come first. */
const FIRST_LOOK_MS = 5000;
const DAY_MS = 24 * 3600 * 1000;

/** Kinds of which there are very many, and which have nothing beside the leaf. */
const bare: ReadonlySet<EventKind> = new Set([
	'edit',
	'edit.host',
	'seen',
	'client.bind',
	'upload'
]);

/** When a session's time ends, as the store keeps it: so none has to be opened to find that out. */
interface Kept {
	readonly days: number;
	readonly closedAt: number | null;
}

const keyOf = (session: string): string => `retention:${session}`;

/** Of these kinds, those that may have something beside the leaf. */
export function personal(kinds: readonly EventKind[]): EventKind[] {
	return kinds.filter((kind) => !bare.has(kind));
}

/** Notes down with an event when the session's time ends, if the event has to do with that. */
export function rememberRetention(
	turn: Turn,
	{ kind }: SessionEvent,
	state: SessionState | null
): void {
	if (state === null) return;
	if (!['session.open', 'session.policy', 'session.close', 'redact'].includes(kind)) return;
	const { retentionDays: days, closedAt, isExpired } = state;
	const kept: Kept | null = days === null || isExpired ? null : { days, closedAt };
	turn.meta.push({ key: keyOf(state.id), value: JSON.stringify(kept) });
}

/** Erases what stands beside the entries of people, with everything they kept for themselves. */
export async function expire(
	turn: Turn,
	session: LiveSession,
	store: Pick<Store, 'entries' | 'rooms'>
): Promise<Decision> {
	const kinds = personal(eventKinds.filter((kind) => !keepsPayload(kind)));
	const rows = await store.entries(session.id, { kinds });
	const payloads = rows.filter(({ payload }) => payload !== null).map(({ index }) => index);
	const lastAt = await lastEntryAt(store, session.id);
	const rooms = await store.rooms(session.id);
	const decision = session.execute(turn, { type: 'expire', payloads, lastAt }, { type: 'host' });
	if (!decision.ok) return decision;
	for (const index of payloads) turn.erasures.push({ session: session.id, index });
	turn.erasedRooms.push(...rooms.filter((room) => ownerOf(session.id, room) !== null));
	turn.afterwards(() => session.grew());
	return decision;
}

async function lastEntryAt(store: Pick<Store, 'entries'>, session: string): Promise<number> {
	const [last] = await store.entries(session, { newestFirst: true, limit: 1 });
	return last?.at ?? 0;
}

export interface RetentionParts {
	readonly world: World;
	readonly store: Pick<Store, 'sessions' | 'meta' | 'entries'>;
	readonly registry: {
		session(id: string): Promise<LiveSession | null>;
		expire(session: LiveSession): Promise<Decision>;
	};
	readonly failed: (error: unknown) => void;
}

/** Looks now and then which sessions' time is over. What ended while the server was off is found at its start. */
export class Retention {
	readonly #parts: RetentionParts;
	#cancel: () => void;

	constructor(parts: RetentionParts) {
		this.#parts = parts;
		this.#cancel = parts.world.after(FIRST_LOOK_MS, () => this.#look());
	}

	stop(): void {
		this.#cancel();
	}

	/** Goes through all sessions. One that can't be read doesn't keep the others. */
	async sweep(): Promise<void> {
		const { store, registry, failed } = this.#parts;
		for (const { id } of await store.sessions()) {
			try {
				if (!(await this.#isOver(id))) continue;
				const session = await registry.session(id);
				if (session !== null) await registry.expire(session);
			} catch (error) {
				failed(error);
			}
		}
	}

	#look(): void {
		this.#cancel = this.#parts.world.after(LOOK_MS, () => this.#look());
		this.sweep().catch((error: unknown) => this.#parts.failed(error));
	}

	async #isOver(id: string): Promise<boolean> {
		const { store, world } = this.#parts;
		const text = await store.meta(keyOf(id));
		const kept = text === null ? null : (JSON.parse(text) as Kept | null);
		if (kept === null) return false;
		const from = kept.closedAt ?? (await lastEntryAt(store, id));
		return world.now() >= from + kept.days * DAY_MS;
	}
}
