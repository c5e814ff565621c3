import { changesBetween, enterChanges, type Change, type Item } from '@concordia/board';
import {
	newDocument,
	observeBoard,
	recordsOf,
	restoreDocument,
	type BoardListener
} from '@concordia/board/doc';
import {
	decodeServerMessage,
	encodeCommand,
	encodeViewed,
	messageTypes,
	SYNC_PATH,
	withChange,
	type CommandResult,
	type Refused,
	type ServerMessage,
	type VotesMessage
} from '@concordia/protocol';
import {
	can,
	type ClientCommand,
	type Participant,
	type SessionState,
	type VoteResult
} from '@concordia/session';
import { nanoid } from 'nanoid';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { countedSocket, givenSockets } from './counted-socket.ts';
import {
	editKeys,
	openLocalCopy,
	type LocalCopy,
	type LocalCopyFailure,
	type StoredEdit
} from './local-copy.ts';
import {
	addEdit,
	allEdits,
	editsOf,
	emptyOutbox,
	sendAll,
	sendLast,
	settle,
	takeBack,
	unsettledCount,
	type Edit,
	type Outbox
} from './outbox.ts';
import { peersOf, type OwnPresence, type Peer } from './peers.ts';
import { divide, isGone, textsOf, thin, type KeptText, type Refusal } from './refusal.ts';
import { saveState, type Link, type SaveState, type Trouble } from './save-state.ts';

/** Transactions with this origin bring what the server already has. */
export const fromServer = Symbol('from server');
/** Transactions with this origin bring back what an earlier page left unsaved. */
const fromLocalCopy = Symbol('from local copy');

/** What one local transaction changed, kept until the server has it. */
interface EditDetail {
	readonly changes: readonly Change[];
}

interface Unsettled extends EditDetail {
	readonly key: string;
}

/** A document message as it left, and which one of its socket. */
export interface SentMessage {
	readonly socket: WebSocket;
	readonly number: number;
	readonly data: Uint8Array;
}

export interface ConnectionOptions {
	readonly session: string;
	readonly me: string;
	/** As known when the page opened; the socket keeps it current. */
	readonly state: SessionState;
	/** `ws://host` or `wss://host`. */
	readonly server: string;
	/** Their own drafts, which nobody else sees, instead of the board. */
	readonly isPrivate?: boolean;
	/** Does allowed edits again after a refusal threw the document away; returns the words it could not. */
	readonly redo: (doc: Y.Doc, changes: readonly Change[]) => readonly KeptText[];
}

const noPresence: OwnPresence = {
	cursor: null,
	selection: [],
	viewport: null,
	editing: null,
	caret: null,
	gesture: null,
	chat: null,
	invites: null,
	following: null
};

/**
 * One person's live link to the board of a session: the shared document, the socket, what is saved
 * and what is not, who else is here. The document may be replaced (see `onDoc`): after a refusal the
 * old one holds edits that the common state will never have.
 */
export class Connection {
	readonly session: string;
	readonly me: string;
	/** What has left, for whoever signs it and takes it from here; null when nobody does (any more). */
	sent: SentMessage[] | null;

	#options: ConnectionOptions;
	#doc!: Y.Doc;
	#records: Map<string, Item> = new Map();
	#provider!: WebsocketProvider;
	#copy: LocalCopy<EditDetail>;
	#stored: readonly StoredEdit<EditDetail>[] = [];
	/** What an earlier page could not save; `begin` takes it along. */
	readonly prepared: Promise<readonly unknown[]>;
	#nextKey = editKeys(Date.now(), nanoid(6));
	#outbox: Outbox<EditDetail> = emptyOutbox();
	#changed: Change[] = [];
	/** The first change this person made in what they write in now. */
	#writing: Change | null = null;
	#again: readonly Unsettled[] = [];
	#docListeners = new Set<(doc: Y.Doc) => void>();
	#syncListeners = new Set<() => void>();
	#offlineListeners = new Set<() => void>();
	#changeListeners = new Set<(changes: readonly Change[], isMine: boolean) => void>();
	#calls = new Map<number, (result: CommandResult) => void>();
	#callCount = 0;
	#presence: OwnPresence = noPresence;
	#position = 0;
	#stopDoc: () => void = () => {};
	#hasSnapshot = false;
	/** The records may be newer than the document until the socket has brought the rest. */
	#isAhead = false;
	/** Opened ahead of the provider that is to have it. */
	#opening: WebSocket | null = null;
	#peersAsked = false;
	#destroyed = false;

	#link: Link = $state.raw({ kind: 'connecting' });
	#unsaved = $state(0);
	#copyFailure: LocalCopyFailure | null = $state(null);
	#trouble: Trouble | null = $state(null);
	#refusals: readonly Refusal[] = $state.raw([]);
	#showsRefusals = $state(false);
	#state: SessionState = $state.raw({} as SessionState);
	#present: readonly string[] = $state.raw([]);
	#peers: readonly Peer[] = $state.raw([]);
	#isSynced = $state(false);
	#notice: string | null = $state(null);
	#logGrowth = $state(0);
	#drafts: Readonly<Record<string, number>> = $state.raw({});
	/** How far the server's clock is ahead of this one. */
	#clockLead = 0;
	#votes: VotesMessage<VoteResult> = $state.raw({ ballots: {}, running: {} });

	constructor(options: ConnectionOptions) {
		this.#options = options;
		this.session = options.session;
		this.me = options.me;
		this.sent = options.isPrivate ? null : [];
		this.#state = options.state;
		this.#copy = openLocalCopy<EditDetail>({
			session: this.#room,
			participant: options.me,
			failed: (reason) => (this.#copyFailure = reason)
		});
		this.prepared = this.#copy.load().then((edits) => (this.#stored = edits));
		this.#startDoc(newDocument());
		addEventListener('online', this.#probe);
		addEventListener('offline', this.#probe);
	}

	/** The name of the document's room. */
	get #room(): string {
		const { session, isPrivate } = this.#options;
		return isPrivate === true ? `${session}~private` : session;
	}

	/** What connects the present document; another one with every document (see `onDoc`). */
	get provider(): WebsocketProvider {
		return this.#provider;
	}

	get doc(): Y.Doc {
		return this.#doc;
	}

	/** What the document holds, kept current; for reading only. */
	get records(): ReadonlyMap<string, Item> {
		return this.#records;
	}

	/** The newest room position this page knows to have applied. */
	get position(): number {
		return this.#position;
	}

	get link(): Link {
		return this.#link;
	}

	get unsaved(): number {
		return this.#unsaved;
	}

	get save(): SaveState {
		return saveState({
			link: this.#link,
			unsaved: this.#unsaved,
			keptHere: this.#copyFailure === null,
			trouble: this.#trouble,
			refused: this.#refusals.reduce((sum, refusal) => sum + refusal.edits, 0),
			sessionClosed: this.#state.status === 'closed',
			isWatching: this.participant?.role === 'observer'
		});
	}

	/** Why this browser can't keep unsaved edits across a reload, if it can't. */
	get copyFailure(): LocalCopyFailure | null {
		return this.#copyFailure;
	}

	/** True from the first moment the document equals the server's. */
	get isSynced(): boolean {
		return this.#isSynced;
	}

	get state(): SessionState {
		return this.#state;
	}

	get participant(): Participant | null {
		return this.#state.participants[this.me] ?? null;
	}

	/** Participants with an open page, as the server counts them. */
	get present(): readonly string[] {
		return this.#present;
	}

	/** How many notes the people of each organization have written unseen. */
	get drafts(): Readonly<Record<string, number>> {
		return this.#drafts;
	}

	/** The time by the server's clock, in milliseconds since 1970. */
	get serverNow(): number {
		return Date.now() + this.#clockLead;
	}

	get peers(): readonly Peer[] {
		return this.#peers;
	}

	get canEdit(): boolean {
		const me = this.participant;
		return (
			me !== null &&
			me.status === 'active' &&
			me.consent &&
			can(me.role, 'edit') &&
			this.#state.status === 'open' &&
			this.#link.kind !== 'ended' &&
			this.#trouble !== 'read-only'
		);
	}

	get refusals(): readonly Refusal[] {
		return this.#refusals;
	}

	/** Whether the person looks at them, or is to look at them. */
	get showsRefusals(): boolean {
		return this.#showsRefusals && this.#refusals.length > 0;
	}

	set showsRefusals(shows: boolean) {
		this.#showsRefusals = shows;
	}

	dismissRefusals(): void {
		this.#refusals = [];
		this.#showsRefusals = false;
	}

	/** Something the server wants to be told once. */
	get notice(): string | null {
		return this.#notice;
	}

	/** One's own ballots as the server has them, and the totals that show of open votes. */
	get votes(): VotesMessage<VoteResult> {
		return this.#votes;
	}

	/** Rises whenever the log has new signed entries. */
	get logGrowth(): number {
		return this.#logGrowth;
	}

	/** Calls `listener` with the document now and whenever it is replaced. */
	onDoc(listener: (doc: Y.Doc) => void): () => void {
		this.#docListeners.add(listener);
		listener(this.#doc);
		return () => this.#docListeners.delete(listener);
	}

	/** Called each time the document equals the server's again. */
	onSynced(listener: () => void): () => void {
		this.#syncListeners.add(listener);
		return () => this.#syncListeners.delete(listener);
	}

	/** Called when there is no way to the server yet, but enough is here to go on working without it. */
	onOffline(listener: () => void): () => void {
		this.#offlineListeners.add(listener);
		return () => this.#offlineListeners.delete(listener);
	}

	/** Follows the records of the present document, whichever that is. */
	onChanges(listener: (changes: readonly Change[], isMine: boolean) => void): () => void {
		this.#changeListeners.add(listener);
		return () => this.#changeListeners.delete(listener);
	}

	/**
	 * Begins with state that was fetched over HTTP, if there is any, and what an earlier page could not save;
	 * the socket then brings the difference. Who knows all items of that state, or of a later one, passes them on:
	 * reading them takes a while, and those that the socket changes are read anyway. False when the state is none:
	 * the socket then brings all.
	 */
	begin(state?: Uint8Array, items?: readonly Item[]): boolean {
		if (this.#destroyed) return false;
		const stored = this.#stored;
		this.#stored = [];
		const isRestored = state !== undefined && this.#restore(state, items);
		if (stored.length > 0) {
			this.#doc.transact(() => {
				for (const { bytes } of stored) Y.applyUpdate(this.#doc, bytes, fromLocalCopy);
			}, fromLocalCopy);
			for (const { key, detail } of stored) {
				this.#outbox = addEdit(this.#outbox, { key, detail });
			}
			this.#countUnsaved();
		}
		this.#provider.connect();
		return isRestored;
	}

	/** Takes a fresh document that nobody listens to yet: telling listeners would take as long as reading it. */
	#restore(state: Uint8Array, items?: readonly Item[]): boolean {
		// Reading takes this thread for a while. The socket opens meanwhile, and is heard when all is ready.
		const opening = new this.#Socket(this.#provider.url);
		let doc: Y.Doc;
		try {
			doc = restoreDocument(state);
		} catch {
			opening.close();
			return false;
		}
		this.#stopDoc();
		this.#startDoc(doc, items);
		this.#isAhead = items !== undefined;
		this.#opening = opening;
		this.#hasSnapshot = true;
		return true;
	}

	/** Tries to reach the server now, without waiting for the next attempt. */
	reconnect(): void {
		if (this.#link.kind === 'ended' || this.#link.kind === 'live') return;
		this.#provider.connect();
	}

	/** Asks the server for something; resolves with its answer, or with `offline` at once. */
	command(command: ClientCommand): Promise<CommandResult> {
		const id = (this.#callCount += 1);
		if (!this.send(encodeCommand({ id, command }))) {
			return Promise.resolve({ id, ok: false, code: 'offline' });
		}
		return new Promise((resolve) => this.#calls.set(id, resolve));
	}

	/** Reports items that were on this screen. False when there is no connection to tell it to. */
	reportViewed(items: readonly string[], position = this.#position): boolean {
		return this.send(encodeViewed({ seq: position, items }));
	}

	/** Tells the others; only what changed needs to be given. */
	setPresence(presence: Partial<OwnPresence>): void {
		if ('editing' in presence) this.#writing = null;
		this.#presence = { ...this.#presence, ...presence };
		this.#provider.awareness.setLocalState({ ...this.#presence });
	}

	/** Leaves and forgets everything kept in this browser. */
	async forget(): Promise<void> {
		this.destroy();
		await this.#copy.clear();
	}

	destroy(): void {
		if (this.#destroyed) return;
		this.#destroyed = true;
		this.sent = null;
		removeEventListener('online', this.#probe);
		removeEventListener('offline', this.#probe);
		this.#stopDoc();
		this.#failCalls();
		this.#copy.close();
	}

	#startDoc(doc: Y.Doc, items?: readonly Item[]): void {
		this.#doc = doc;
		this.#records = recordsOf(doc, items);
		const onChanges: BoardListener = (changes, origin) => {
			const isMine = this.#isLocal(origin);
			if (isMine) this.#noteChanges(changes);
			else this.#keepWords(changes);
			for (const listener of this.#changeListeners) listener(changes, isMine);
		};
		const stopObserving = observeBoard(doc, onChanges, this.#records);
		// Before the provider listens: an edit is known as unsaved before its message leaves.
		const onUpdate = (bytes: Uint8Array, origin: unknown): void => {
			if (this.#isLocal(origin)) this.#onEdit(bytes);
		};
		doc.on('update', onUpdate);

		const provider = new WebsocketProvider(this.#options.server + SYNC_PATH, this.#room, doc, {
			connect: false,
			disableBc: true,
			params: { concordia: '1', changes: '1' },
			// After a restart of the server everybody comes back: not all in the same second.
			maxBackoffTime: 5_000 + Math.random() * 10_000,
			shouldReconnect: ({ code }) => ![4401, 4403, 4404, 4400, 4409, 4413].includes(code),
			WebSocketPolyfill: this.#Sockets
		});
		this.#provider = provider;
		for (const type of [
			messageTypes.saved,
			messageTypes.refused,
			messageTypes.checkpoint,
			messageTypes.session,
			messageTypes.result,
			messageTypes.votes,
			messageTypes.signed,
			messageTypes.trouble
		]) {
			provider.messageHandlers[type] = (_encoder, decoder) => {
				const message = decodeServerMessage(decoder.arr);
				if (message.ok) this.#onMessage(message.value);
			};
		}
		provider.on('status', ({ status }) => {
			if (status === 'connected') this.#link = { kind: 'live' };
		});
		provider.on('sync', (isSynced) => {
			if (isSynced) this.#onSynced();
		});
		provider.on('connection-close', (event) => this.#onClose(event));
		provider.on('closed', ({ code }) => this.#onEnded(code));
		provider.awareness.setLocalState({ ...this.#presence });
		provider.awareness.on('change', this.#askPeers);

		this.#stopDoc = () => {
			provider.destroy();
			provider.awareness.destroy();
			stopObserving();
			doc.off('update', onUpdate);
			doc.destroy();
		};
		for (const listener of this.#docListeners) listener(doc);
	}

	readonly #Socket = countedSocket((message, number, socket, data) => {
		if (socket !== this.#provider.ws) return;
		this.sent?.push({ socket, number, data });
		const send = message === 'update' ? sendLast : sendAll;
		this.#outbox = send(this.#outbox, number);
	});

	/** What the provider makes its sockets with: it gets the one that is being opened, if any. */
	readonly #Sockets = givenSockets((url) => {
		const socket = this.#opening ?? new this.#Socket(url);
		this.#opening = null;
		return socket;
	});

	#isLocal(origin: unknown): boolean {
		return origin !== this.#provider && origin !== fromServer && origin !== fromLocalCopy;
	}

	#onEdit(bytes: Uint8Array): void {
		const detail = { changes: this.#changed.map(thin) };
		this.#changed = [];
		const key = this.#nextKey();
		this.#outbox = addEdit(this.#outbox, { key, detail });
		this.#copy.put({ key, bytes, detail });
		this.#countUnsaved();
	}

	#noteChanges(changes: readonly Change[]): void {
		this.#changed.push(...changes);
		const { editing } = this.#presence;
		this.#writing ??= changes.find(({ id }) => id === editing) ?? null;
	}

	/** Others removed or parked what this person writes in, or wrote in without their knowing: the words are offered. */
	#keepWords(changes: readonly Change[]): void {
		const gone = new Map(changes.filter(isGone).map(({ id, before }) => [id, before]));
		if (gone.size === 0) return;
		const written = allEdits(this.#outbox).flatMap(({ detail }) => detail.changes);
		const after = this.#writing && gone.get(this.#writing.id);
		if (this.#writing && after) written.push({ ...this.#writing, after });
		const texts = textsOf(written.filter(({ id }) => gone.has(id)));
		if (texts.length > 0) this.offer({ code: 'removed', texts, edits: texts.length });
	}

	#countUnsaved(): void {
		this.#unsaved = unsettledCount(this.#outbox) + this.#again.length;
	}

	#onMessage(message: ServerMessage): void {
		switch (message.type) {
			case 'saved':
				this.#settle(message.count);
				this.#position = Math.max(this.#position, message.seq);
				return;
			case 'refused':
				this.#onRefused(message);
				return;
			case 'checkpoint':
				this.#position = Math.max(this.#position, message.seq);
				this.#logGrowth += 1;
				return;
			case 'session':
			case 'session-changes':
				this.#state = (
					message.type === 'session'
						? message.state
						: message.changes.reduce(withChange, this.#state)
				) as SessionState;
				this.#present = message.present ?? this.#present;
				this.#drafts = message.drafts ?? {};
				if (message.now !== undefined) this.#clockLead = message.now - Date.now();
				if (message.type === 'session' && message.notice !== undefined)
					this.#notice = message.notice;
				this.#askPeers();
				return;
			case 'result':
				this.#calls.get(message.id)?.(message);
				this.#calls.delete(message.id);
				return;
			case 'votes':
				this.#votes = message as VotesMessage<VoteResult>;
				return;
			case 'trouble':
				this.#trouble = message.state === 'ok' ? null : message.state;
		}
	}

	#settle(count: number): void {
		const { outbox, settled } = settle(this.#outbox, count);
		this.#outbox = outbox;
		this.#copy.remove(settled.map((edit) => edit.key));
		this.#countUnsaved();
	}

	/**
	 * The server turned a message away. What this document holds beyond it can never be told apart
	 * again, so it is thrown away for a fresh one; allowed edits are done once more on that.
	 */
	#onRefused({ count, code, items }: Pick<Refused, 'count' | 'code' | 'items'>): void {
		const refused = editsOf(this.#outbox, count).map(flat);
		const keys = new Set(refused.map((edit) => edit.key));
		const others = allEdits(this.#outbox)
			.map(flat)
			.filter((edit) => !keys.has(edit.key));
		const { dropped, again } = divide(refused, others, { code, items });
		this.#drop(code, dropped);
		this.#again = [...this.#again, ...again];
		this.#rebuild();
	}

	#drop(code: string, dropped: readonly Unsettled[]): void {
		this.#copy.remove(dropped.map((edit) => edit.key));
		if (dropped.length === 0) return;
		const texts = textsOf(dropped.flatMap((edit) => edit.changes));
		this.offer({ code, texts, edits: dropped.length });
	}

	/** Words that didn't get or stay where they were written, to be copied. */
	offer(refusal: Refusal): void {
		this.#refusals = [...this.#refusals, refusal];
		this.#showsRefusals = true;
	}

	#rebuild(): void {
		this.#stopDoc();
		this.#outbox = emptyOutbox();
		this.#changed = [];
		this.#isSynced = false;
		this.#hasSnapshot = false;
		this.#link = { kind: 'connecting' };
		this.#failCalls();
		this.#startDoc(newDocument());
		this.#countUnsaved();
		this.#provider.connect();
	}

	#onSynced(): void {
		this.#isSynced = true;
		for (const listener of this.#syncListeners) listener();
		const again = this.#again;
		this.#again = [];
		// One transaction each: if one of them is refused, the others are not refused with it.
		const kept = again.map((edit) => this.#options.redo(this.#doc, edit.changes));
		const lost = kept.filter((texts) => texts.length > 0);
		if (lost.length > 0) {
			this.offer({ code: 'conflict', texts: lost.flat(), edits: lost.length });
		}
		this.#copy.remove(again.map((edit) => edit.key));
		this.#countUnsaved();
	}

	#onClose(event: CloseEvent | null): void {
		this.#outbox = takeBack(this.#outbox);
		this.#failCalls();
		this.#countUnsaved();
		if (this.#link.kind !== 'ended') this.#link = { kind: 'offline' };
		if (this.#hasSnapshot && !this.#isSynced) {
			if (this.#isAhead) this.#readAgain();
			for (const listener of this.#offlineListeners) listener();
		}
		const refusedBy = event === null ? undefined : refusedCodes.get(event.code);
		if (refusedBy !== undefined) this.#onClosedForEdit(refusedBy);
	}

	/** The document counts, also where it is older than the items that came with it. */
	#readAgain(): void {
		this.#isAhead = false;
		const changes = changesBetween(this.#records, recordsOf(this.#doc));
		enterChanges(this.#records, changes);
		for (const listener of this.#changeListeners) listener(changes, false);
	}

	/** A connection closed because of what it carried: sending the same again would not help. */
	#onClosedForEdit(code: string): void {
		const edits = allEdits(this.#outbox).map(flat);
		this.#drop(code, edits);
		this.#rebuild();
	}

	#onEnded(code: number): void {
		const why = endings.get(code);
		if (why === undefined) return;
		this.#link = { kind: 'ended', why };
		if (why === 'revoked') void this.#copy.clear();
	}

	#probe = (): void => {
		if (this.#link.kind === 'ended') return;
		// A socket whose network is gone may stay silent for long: ask for a new one instead.
		this.#provider.disconnect();
		// A network that has just come back may need a moment more: what failed without it counts no longer.
		this.#provider.wsUnsuccessfulReconnects = 0;
		this.#provider.connect();
	};

	#askPeers = (): void => {
		if (this.#peersAsked) return;
		this.#peersAsked = true;
		requestAnimationFrame(() => {
			this.#peersAsked = false;
			const states = this.#provider.awareness.getStates();
			this.#peers = peersOf(states, this.#doc.clientID, this.#state);
		});
	};

	/** Sends a message as it is. False when there is no connection. */
	send(bytes: Uint8Array): boolean {
		const socket = this.#provider.ws;
		if (!this.#provider.wsconnected || socket?.readyState !== WebSocket.OPEN) return false;
		socket.send(bytes as Uint8Array<ArrayBuffer>);
		return true;
	}

	#failCalls(): void {
		for (const [id, resolve] of this.#calls) resolve({ id, ok: false, code: 'offline' });
		this.#calls.clear();
	}
}

const flat = ({ key, detail }: Edit<EditDetail>): Unsettled => ({ key, changes: detail.changes });

/** Close codes that end the connection for good. */
const endings = new Map<number, 'signed-out' | 'revoked' | 'not-found'>([
	[4401, 'signed-out'],
	[4403, 'revoked'],
	[4404, 'not-found']
]);

/** Close codes that speak of the content of what was sent. */
const refusedCodes = new Map<number, string>([
	[4400, 'malformed'],
	[4409, 'refused'],
	[4413, 'too-large']
]);
