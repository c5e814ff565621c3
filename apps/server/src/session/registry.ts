import { createBoard, insertItems, newDocument } from '@concordia/board/doc';
import { closeCodes, closeReasons, limits, roomKey, type RoomName } from '@concordia/protocol';
import type { NewItem } from '@concordia/board';
import type { SealedSolution } from '@concordia/instruments';
import {
	decide,
	eventKinds,
	keepsPayload,
	type Actor,
	type Command,
	type Decision,
	type OrganizationInput,
	type Role
} from '@concordia/session';
import { Tree, type Signer } from '@concordia/transparency';
import type { SessionRow, Store } from '@concordia/store';
import * as Y from 'yjs';
import { ClientIds } from '../gate/index.ts';
import type { Sequencer } from '../log/sequencer.ts';
import { SessionLog } from '../log/session-log.ts';
import type { Turn } from '../log/turn.ts';
import { loadDocument } from '../room/load.ts';
import { Room, type RoomWatch } from '../room/room.ts';
import { answerQuestions } from '../room/connect.ts';
import { freshClient, type World } from '../room/world.ts';
import { LiveSession, type SessionPast } from './live-session.ts';
import { loadPast } from './load.ts';
import { ownerOf } from './drafts.ts';
import { eraseItem } from './erase-item.ts';
import { expire, personal } from './retention.ts';
import { keeper, moveSolutions, ownerOfSolution, type MoveSolutions } from './parking.ts';
import { revealSealed, type RevealSealed } from './sealed-cards.ts';
import { collectingIn, putOnBoard, type PutOnBoard } from './reveal.ts';
import { hashToken, newToken } from './token.ts';
import { noWitnesses } from './witnesses.ts';

export interface RegistryParts {
	readonly world: World;
	readonly store: Store;
	readonly sequencer: Sequencer;
	/** Host name (and port) that log origins begin with. */
	readonly publicHost: string;
	/** The signer of the log with this origin. */
	readonly signerOf: (origin: string) => Signer;
	readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>;
	readonly watch: RoomWatch;
}

export interface NewSession {
	readonly title: string;
	readonly purpose?: string | undefined;
	readonly organizations: readonly OrganizationInput[];
	readonly seen?: 'person' | 'organization' | 'off' | undefined;
	readonly names?: 'names' | 'pseudonyms' | undefined;
	/** Days after the end for which names are kept; null: without end. */
	readonly retentionDays?: number | null | undefined;
	/** What lies on the board from the start. */
	readonly items?: readonly NewItem[] | undefined;
	/** Solutions that are parked from the start; only their placeholders are among the items. */
	readonly sealed?: readonly SealedSolution[] | undefined;
}

/** Where an invitation leads. The token is known now and never again: the store has its hash. */
export interface InviteLink {
	readonly role: Role;
	readonly organization: string | null;
	readonly token: string;
}

type Refused = Extract<Decision, { ok: false }>;
type Invitation = Extract<Command, { type: 'invite' }>;

/** How often the links of a new session may be used, each. */
const LINK_USES = 1000;
const SWEEP_MS = 60_000;
/** How many sessions, and entries of their logs, are read ahead. */
const AHEAD_SESSIONS = 20;
const AHEAD_ENTRIES = 200_000;
const SESSION_ID = /^[a-z0-9]{10,64}$/;

/** All sessions and rooms of this process. Each is read from the store when first asked for. */
export class Registry {
	readonly #parts: RegistryParts;
	readonly #sessions = new Map<string, Promise<LiveSession | null>>();
	readonly #rooms = new Map<string, Promise<Room>>();
	readonly #loaded = new Map<string, Room>();
	readonly #ended = new Set<string>();
	#unused = new Set<Room>();
	#cancelSweep: (() => void) | null = null;

	constructor(parts: RegistryParts) {
		this.#parts = parts;
		this.#planSweep();
	}

	/** A session that exists, or null. Rejects when its log is damaged. */
	session(id: string): Promise<LiveSession | null> {
		const known = this.#sessions.get(id);
		if (known !== undefined) return known;
		if (!SESSION_ID.test(id)) return Promise.resolve(null);
		const loading = this.#loadSession(id);
		this.#sessions.set(id, loading);
		// What isn't there is not remembered: guessing must not fill the memory.
		const forget = (): boolean => this.#sessions.delete(id);
		loading.then((session) => session ?? forget(), forget);
		return loading;
	}

	/** Opens a session with its links and its board. */
	async create(
		given: NewSession
	): Promise<{ ok: true; session: LiveSession; links: InviteLink[] } | Refused> {
		const { world, publicHost } = this.#parts;
		const id = world.newId();
		const session = this.#newSession(id, `${publicHost}/s/${id}`, Tree.empty(), {
			state: null,
			left: new Set(),
			sealed: [],
			clients: new ClientIds(limits.clientIdsPerParticipant),
			checkpoint: null,
			witnesses: noWitnesses
		});
		const made = await new Promise<{ ok: true; links: InviteLink[] } | Refused>((resolve) => {
			session.run((turn) => {
				const outcome = this.#open(turn, session, given);
				turn.afterwards(() => resolve(outcome));
			});
		});
		if (!made.ok) return made;
		this.#sessions.set(id, Promise.resolve(session));
		return { ok: true, session, links: made.links };
	}

	/** One more invitation; the token opens it. */
	async invite(
		session: LiveSession,
		command: Invitation,
		actor: Actor
	): Promise<{ ok: true; id: string; token: string } | Refused> {
		const token = newToken(this.#parts.world);
		let id = '';
		const decision = await session.command(command, actor, (turn, events) => {
			id = events[0]?.subject?.[0] ?? '';
			this.#keepInvite(turn, session, id, token);
		});
		return decision.ok ? { ok: true, id, token } : decision;
	}

	/**
	 * Takes a person out and erases their name: the payloads that hold it go for good and so does what they
	 * kept for themselves, the entry that says so stays, and the log verifies as before.
	 */
	async erase(
		session: LiveSession,
		participant: string,
		actor: Actor,
		reason?: string
	): Promise<Decision> {
		const { store } = this.#parts;
		const kinds = eventKinds.filter((kind) => kind !== 'invite.create' && !keepsPayload(kind));
		const own = await store.entries(session.id, { participant, kinds: personal(kinds) });
		const invite = session.shown.invites[session.shown.participants[participant]?.invite ?? ''];
		// An invitation for one named person names them, too.
		const invites =
			invite?.name === undefined
				? []
				: await store.entries(session.id, { item: invite.id, kinds: ['invite.create'] });
		if (session.activeShown(participant) !== null) {
			const revoked = await session.command({ type: 'revoke', participant }, actor);
			if (!revoked.ok) return revoked;
		}
		return session.command({ type: 'erase', participant, reason }, actor, (turn) => {
			for (const { index } of [...own, ...invites]) {
				turn.erasures.push({ session: session.id, index });
			}
			turn.erasedRooms.push(roomKey({ session: session.id, kind: 'private' }, participant));
		});
	}

	/**
	 * Erases an item of the board from its past, too: its stored edits are written anew without it, the entry
	 * that says so stays, and the log verifies as before. Resolves once that is durable.
	 */
	eraseItem(session: LiveSession, item: string, reason: string, actor: Actor): Promise<Decision> {
		const { sequencer, store, world } = this.#parts;
		return sequencer.alone(async (turn) => {
			const board = await this.room(session, { session: session.id, kind: 'board' }, '');
			const rooms = await this.#privateRoomsOf(session, await this.#owners(session));
			const parts = { session, store, world, board, rooms: rooms.map(({ room }) => room) };
			return eraseItem(turn, { item, reason, actor }, parts);
		});
	}

	/** Erases names and texts beside the log of a session whose time is over. */
	expire(session: LiveSession): Promise<Decision> {
		const { sequencer, store } = this.#parts;
		return sequencer.alone((turn) => expire(turn, session, store));
	}

	/** Ends one token of a session for good: it opens nothing any more, and what it has opened is closed. */
	async endAccess(session: string, hash: string): Promise<void> {
		const { store } = this.#parts;
		const known = await store.credential(hash);
		if (known?.kind !== 'access' || known.session !== session) return;
		await store.commit({ ended: [hash] });
		this.#ended.add(hash);
		for (const { connections } of this.#loaded.values()) {
			for (const { access, socket } of connections) {
				if (access === hash) socket.close(closeCodes.unauthorized, closeReasons.unauthorized);
			}
		}
	}

	/** Whether a token was ended since the start: it may have been looked up before. */
	hasEnded(hash: string): boolean {
		return this.#ended.has(hash);
	}

	/** A room of a session that exists. Whether the caller may enter was decided at the door. */
	room(session: LiveSession, name: RoomName, participant: string): Promise<Room> {
		const key = roomKey(name, participant);
		const known = this.#rooms.get(key);
		if (known !== undefined) {
			const loaded = this.#loaded.get(key);
			if (loaded !== undefined) this.#unused.delete(loaded); // wanted again: not to be swept
			return known;
		}
		const loading = this.#loadRoom(session, name, key);
		this.#rooms.set(key, loading);
		loading.catch(() => this.#rooms.delete(key));
		return loading;
	}

	/** Puts notes from private rooms on the board; resolves once that is durable. */
	async putOnBoard(session: LiveSession, command: PutOnBoard, actor: Actor): Promise<Decision> {
		const { world, sequencer, watch } = this.#parts;
		const { state } = session;
		const mayAtAll = decide(state, command, {
			actor,
			now: world.now(),
			newId: () => world.newId()
		});
		if (!mayAtAll.ok) return mayAtAll;
		// Read before, so that nobody waits for it; and once more when nothing else can happen.
		await this.#privateRooms(session, command, actor);
		return sequencer.alone(async (turn) => {
			const rooms = await this.#privateRooms(session, command, actor);
			const board = await this.room(session, { session: session.id, kind: 'board' }, '');
			return putOnBoard(turn, command, actor, { session, world, board, rooms, watch });
		});
	}

	/** Parks solutions, or brings them on the board; resolves once that is durable. */
	moveSolutions(session: LiveSession, command: MoveSolutions, actor: Actor): Promise<Decision> {
		const { world, sequencer, watch } = this.#parts;
		return sequencer.alone(async (turn) => {
			const board = await this.room(session, { session: session.id, kind: 'board' }, '');
			const owners =
				command.type === 'park-release'
					? await this.#owners(session)
					: [ownerOfSolution(command, actor, session, board)];
			const rooms = await this.#privateRoomsOf(session, owners);
			return moveSolutions(turn, command, actor, { session, world, board, rooms, watch });
		});
	}

	/** Puts the sealed cards of a round on the board; resolves once that is durable. */
	revealSealed(session: LiveSession, command: RevealSealed, actor: Actor): Promise<Decision> {
		const { world, sequencer, store } = this.#parts;
		return sequencer.alone(async (turn) => {
			const board = await this.room(session, { session: session.id, kind: 'board' }, '');
			return revealSealed(turn, command, actor, { session, world, store, board });
		});
	}

	/** The board, if it is in memory already. */
	loadedBoard(session: string): Room | null {
		return this.#loaded.get(session) ?? null;
	}

	rooms(): Iterable<Room> {
		return this.#loaded.values();
	}

	/** Newcomers waiting in a queue that stands still get what is stored. */
	async serveFromStore(): Promise<void> {
		await Promise.all([...this.#loaded.values()].map((room) => answerQuestions(room)));
	}

	/**
	 * Reads the newest sessions one after the other, so that whoever comes first after a start doesn't wait
	 * for it. Never rejects: what is wrong with one is told to those who ask for it.
	 */
	async readAhead(): Promise<void> {
		const { store } = this.#parts;
		let entries = 0;
		try {
			for (const { id } of (await this.#newestFirst()).slice(0, AHEAD_SESSIONS)) {
				entries += await store.head(id);
				if (entries > AHEAD_ENTRIES) return;
				await this.session(id).catch(() => null);
			}
		} catch {
			// The store is being closed, or the next to read it finds out what is wrong.
		}
	}

	/** Every session of the store, newest first. */
	async all(): Promise<LiveSession[]> {
		const rows = await this.#newestFirst();
		// One whose log is damaged is left out here and says why when it is asked for.
		const sessions = await Promise.allSettled(rows.map((row) => this.session(row.id)));
		return sessions.flatMap((one) =>
			one.status === 'fulfilled' && one.value !== null ? [one.value] : []
		);
	}

	/** Writes snapshots and ends all timers. The sequencer has stopped before. */
	async stop(): Promise<void> {
		this.#cancelSweep?.();
		const rooms = [...this.#loaded.values()];
		for (const one of await Promise.allSettled(this.#sessions.values())) {
			if (one.status === 'fulfilled') one.value?.stop();
		}
		for (const room of rooms) {
			await room.saver.save().catch((error: unknown) => this.#parts.watch.failed(error));
			room.stop();
		}
	}

	async #newestFirst(): Promise<SessionRow[]> {
		const rows = await this.#parts.store.sessions();
		return rows.toSorted((a, b) => b.createdAt - a.createdAt);
	}

	#open(
		turn: Turn,
		session: LiveSession,
		given: NewSession
	): { ok: true; links: InviteLink[] } | Refused {
		const host = { type: 'host' } as const;
		const { items = [], sealed = [], ...opening } = given;
		const opened = session.execute(turn, { type: 'open', id: session.id, ...opening }, host);
		if (!opened.ok) return opened;
		turn.sessions.push({ id: session.id, createdAt: turn.now });
		turn.meta.push({ key: `origin:${session.id}`, value: session.origin });
		const links: InviteLink[] = [];
		for (const { role, organization } of invitationsFor(given.organizations)) {
			const command = { type: 'invite', role, organization, uses: LINK_USES } as const;
			const invited = session.execute(turn, command, host);
			if (!invited.ok) throw new Error(`no invitation for ${role}: ${invited.code}`);
			const token = newToken(this.#parts.world);
			this.#keepInvite(turn, session, invited.events[0]?.subject?.[0] ?? '', token);
			links.push({ role, organization, token });
		}
		const name = { session: session.id, kind: 'board' } as const;
		const room = this.#newRoom(session, name, session.id, newDocument(), 0);
		this.#rooms.set(session.id, Promise.resolve(room));
		this.#loaded.set(session.id, room);
		const { update, ids } = this.#draw(given.title, items);
		room.updates.applyByHost(turn, update, ids);
		this.#keepSealed(turn, session, sealed);
		turn.afterwards(() => session.grew());
		return { ok: true, links };
	}

	#keepSealed(turn: Turn, session: LiveSession, sealed: readonly SealedSolution[]): void {
		if (sealed.length === 0) return;
		for (const { frame, item, organization } of sealed) {
			const command = { type: 'park-kept', frame, item: item.id, organization } as const;
			const kept = session.execute(turn, command, { type: 'host' });
			if (!kept.ok) throw new Error(`a solution was not parked: ${kept.code}`);
		}
		const name = { session: session.id, kind: 'private' } as const;
		const key = roomKey(name, keeper);
		const room = this.#newRoom(session, name, key, newDocument(), 0);
		this.#rooms.set(key, Promise.resolve(room));
		this.#loaded.set(key, room);
		const items = sealed.map(({ frame, item }) => ({ ...item, parkedIn: frame }));
		const write = (doc: Y.Doc): void => void insertItems(doc, items, null);
		room.updates.changeByServer(turn, [{ write, items: [], changes: [] }]);
	}

	// Drawn in a document of its own, so that it becomes one update like anybody's.
	#draw(title: string, items: readonly NewItem[]): { update: Uint8Array; ids: string[] } {
		const doc = new Y.Doc();
		doc.clientID = freshClient(this.#parts.world);
		createBoard(doc, title, null);
		const ids = insertItems(doc, items, null);
		const update = Y.encodeStateAsUpdate(doc);
		doc.destroy();
		return { update, ids };
	}

	#keepInvite(turn: Turn, session: LiveSession, invite: string, token: string): void {
		turn.credentials.push({
			hash: hashToken(token),
			session: session.id,
			kind: 'invite',
			subject: invite,
			createdAt: turn.now
		});
	}

	async #loadSession(id: string): Promise<LiveSession | null> {
		const { store, signerOf } = this.#parts;
		const found = await loadPast(store, id, (origin) => signerOf(origin).verifierKey);
		if (found === null) return null;
		const session = this.#newSession(id, found.origin, found.tree, found.past);
		await this.#countDrafts(session);
		return session;
	}

	#newSession(id: string, origin: string, tree: Tree, past: SessionPast): LiveSession {
		const { world, sequencer, signerOf, store, watch } = this.#parts;
		const log = new SessionLog(id, tree, (count) => world.randomBytes(count));
		const parts = {
			id,
			world,
			sequencer,
			log,
			origin,
			signer: signerOf(origin),
			readTile: (level: number, index: number) => store.tile(id, level, index),
			failed: (error: unknown) => watch.failed(error)
		};
		return new LiveSession(parts, past);
	}

	async #privateRooms(
		session: LiveSession,
		command: PutOnBoard,
		actor: Actor
	): Promise<{ room: Room; participant: string }[]> {
		const owners = (await this.#owners(session))
			.filter((owner) => session.active(owner) !== null)
			.filter(
				(owner) =>
					command.type === 'stage-reveal' || (actor.type === 'participant' && owner === actor.id)
			);
		return this.#privateRoomsOf(session, owners);
	}

	/** Whose private rooms there are. */
	async #owners(session: LiveSession): Promise<string[]> {
		const stored = await this.#parts.store.rooms(session.id);
		const keys = new Set([...stored, ...this.#loaded.keys()]);
		return [...keys]
			.map((key) => ownerOf(session.id, key))
			.filter((owner) => owner !== null)
			.toSorted();
	}

	#privateRoomsOf(
		session: LiveSession,
		owners: readonly string[]
	): Promise<{ room: Room; participant: string }[]> {
		const name = { session: session.id, kind: 'private' } as const;
		return Promise.all(
			owners.map(async (participant) => ({
				participant,
				room: await this.room(session, name, participant)
			}))
		);
	}

	// How many notes people have written is known again after a start.
	async #countDrafts(session: LiveSession): Promise<void> {
		if (collectingIn(session) === null) return;
		const { store } = this.#parts;
		for (const key of await store.rooms(session.id)) {
			if (ownerOf(session.id, key) === null) continue;
			const { doc } = await loadDocument(store, key);
			session.draftsChanged({ key, doc });
			doc.destroy();
		}
	}

	async #loadRoom(session: LiveSession, name: RoomName, key: string): Promise<Room> {
		const stored = await loadDocument(this.#parts.store, key);
		const room = this.#newRoom(session, name, key, stored.doc, stored.seq);
		room.saver.opened(stored);
		this.#loaded.set(key, room);
		return room;
	}

	#newRoom(session: LiveSession, name: RoomName, key: string, doc: Y.Doc, seq: number): Room {
		return new Room(name, key, doc, seq, {
			...this.#parts,
			session,
			putOnBoard: (command, actor) => this.putOnBoard(session, command, actor),
			moveSolutions: (command, actor) => this.moveSolutions(session, command, actor),
			revealSealed: (command, actor) => this.revealSealed(session, command, actor)
		});
	}

	// A room nobody was in at two sweeps in a row is written down and forgotten.
	#planSweep(): void {
		this.#cancelSweep = this.#parts.world.after(SWEEP_MS, () => {
			this.#planSweep();
			this.#sweep().catch((error: unknown) => this.#parts.watch.failed(error));
		});
	}

	async #sweep(): Promise<void> {
		const empty = [...this.#loaded.values()].filter((room) => room.isUnused);
		const stale = empty.filter((room) => this.#unused.has(room));
		this.#unused = new Set(empty);
		for (const room of stale) {
			await room.saver.save();
			if (!this.#unused.has(room) || !room.isUnused || this.#parts.sequencer.isStoring) continue;
			this.#rooms.delete(room.key);
			this.#loaded.delete(room.key);
			room.stop();
		}
	}
}

function* invitationsFor(
	organizations: readonly { readonly id: string }[]
): Iterable<{ role: Role; organization: string | null }> {
	yield { role: 'mediator', organization: null };
	for (const { id } of organizations) {
		for (const role of ['delegate', 'participant', 'observer'] as const) {
			yield { role, organization: id };
		}
	}
}
