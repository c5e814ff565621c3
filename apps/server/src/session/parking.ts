import { isLocked, type Item, type NewItem } from '@concordia/board';
import { getItem, readBoard, removeItems, replaceItem, updateItems } from '@concordia/board/doc';
import {
	instrumentOf,
	isInstrumentFrame,
	isParkable,
	isPlaceholder,
	parkingPlace,
	placeholderFor,
	regionOf,
	solutionCard,
	unheard,
	words,
	type InstrumentDefinition
} from '@concordia/instruments';
import {
	attributionIn,
	can,
	decide,
	parkedIn,
	type Actor,
	type Attribution,
	type Command,
	type Decision,
	type ParkedSolution,
	type ParkingCommand,
	type Participant,
	type SessionState
} from '@concordia/session';
import * as Y from 'yjs';
import { readAuthor } from '../gate/index.ts';
import type { Turn } from '../log/turn.ts';
import type { Room, RoomWatch } from '../room/room.ts';
import type { ServerChange } from '../room/update.ts';
import type { World } from '../room/world.ts';
import type { LiveSession } from './live-session.ts';

/** Commands that move solutions between the board and private rooms. */
export type MoveSolutions = Extract<
	ParkingCommand,
	{ type: 'park' | 'park-own' | 'park-withdraw' | 'park-release' }
>;

/** Whose room keeps what has no author who could keep it: of imported cases, or signed by nobody. */
export const keeper = 'host';

export interface ParkingParts {
	readonly session: LiveSession;
	readonly world: World;
	readonly board: Room;
	/** The private rooms that the command is about, and whose they are. */
	readonly rooms: readonly { readonly room: Room; readonly participant: string }[];
	readonly watch: RoomWatch;
}

/** Whose private room keeps the solution of a command that is about one. */
export function ownerOfSolution(
	command: Exclude<MoveSolutions, { type: 'park-release' }>,
	actor: Actor,
	session: LiveSession,
	board: Room
): string {
	if (command.type === 'park') return authorOf(session, board, command.item)?.id ?? keeper;
	return actor.type === 'participant' ? actor.id : keeper;
}

/** Does what a command about solutions asks for, in a turn that runs alone: all of it is stored, or nothing. */
export function moveSolutions(
	turn: Turn,
	command: MoveSolutions,
	actor: Actor,
	parts: ParkingParts
): Decision {
	for (const { room } of parts.rooms) {
		try {
			room.take(turn);
		} catch (error) {
			parts.watch.failed(error);
		}
	}
	const person = actor.type === 'participant' ? parts.session.active(actor.id) : null;
	if (person === null) return { ok: false, code: 'not-allowed' };
	const mover = new Mover(turn, person, parts);
	const decision = mover.run(command);
	if (decision.ok) turn.afterwards(() => parts.session.grew());
	return decision;
}

/** Who wrote an item, as far as they are still here to keep it. */
function authorOf(session: LiveSession, board: Room, item: string): Participant | null {
	const author = readAuthor(board.doc, session.clients, item);
	return author === null ? null : session.active(author);
}

interface Place {
	readonly frame: Item;
	readonly definition: InstrumentDefinition;
}

class Mover {
	readonly #turn: Turn;
	readonly #person: Participant;
	readonly #parts: ParkingParts;

	constructor(turn: Turn, person: Participant, parts: ParkingParts) {
		this.#turn = turn;
		this.#person = person;
		this.#parts = parts;
	}

	/** As decided so far in this turn. */
	get #state(): SessionState {
		const { state } = this.#parts.session;
		if (state === null) throw new Error('this session was never opened');
		return state;
	}

	run(command: MoveSolutions): Decision {
		switch (command.type) {
			case 'park':
				return this.#park(command);
			case 'park-own':
				return this.#parkOwn(command);
			case 'park-withdraw':
				return this.#withdraw(command);
			case 'park-release':
		}
		return this.#release(command);
	}

	#park(command: Extract<MoveSolutions, { type: 'park' }>): Decision {
		const { session, board } = this.#parts;
		const place = this.#placeOf(command.frame);
		const item = getItem(board.doc, command.item);
		if (!place || !item || !isParkable(place.definition, item)) return invalid;
		const isMediator = can(this.#person.role, 'stage');
		const author = authorOf(session, board, item.id);
		if (!isMediator && (author?.id !== this.#person.id || isLocked(item))) {
			return { ok: false, code: 'park-not-yours' };
		}
		const room = this.#roomOf(author?.id ?? keeper);
		if (!room) return { ok: false, code: 'park-unknown' };
		const facts = { organization: author?.organization ?? undefined, wasSeen: true };
		return this.#put({ ...command, facts }, place, item, () => {
			this.#keep(room, { ...item, parkedIn: place.frame.id });
			return item;
		});
	}

	#parkOwn(command: Extract<MoveSolutions, { type: 'park-own' }>): Decision {
		const { board } = this.#parts;
		const place = this.#placeOf(command.frame);
		const room = this.#roomOf(this.#person.id);
		const entry: unknown = room?.doc.getMap('items').get(command.item);
		const item = room && getItem(room.doc, command.item);
		if (!place || !room || !item || !(entry instanceof Y.Map)) return invalid;
		if (!isParkable(place.definition, item) || isEmpty(item)) return invalid;
		// An id that somebody uses on the board would let the placeholder take its place.
		if (getItem(board.doc, item.id) !== undefined) return invalid;
		// A note of a stage lies where its author put it; what was written into the parking lies nowhere yet.
		const own = entry.has('stage') ? item : undefined;
		const where = parkingPlace(place.definition, readBoard(board.doc), place.frame, own);
		const facts = { organization: this.#person.organization ?? undefined, wasSeen: false };
		return this.#put({ ...command, facts }, place, item, () => {
			// Its author may be writing in it: only what it says of itself changes.
			const patch = { id: item.id, ...where, stage: undefined, parkedIn: place.frame.id };
			const write = (doc: Y.Doc): void => updateItems(doc, [patch], null);
			room.updates.changeByServer(this.#turn, [{ write, items: [item.id], changes: ['set:pos'] }]);
			return { ...item, ...where, z: '' };
		});
	}

	/** Puts a placeholder on the board for what `seal` has put away, or what is too late for it at once. */
	#put(
		command: Extract<ParkingCommand, { type: 'park' | 'park-own' }>,
		{ frame, definition }: Place,
		{ id }: Item,
		seal: () => Item
	): Decision {
		const { session } = this.#parts;
		const allowed = this.#decide(command);
		if (!allowed.ok) return allowed;
		const attribution = attributionIn(this.#state, frame.id);
		const content = seal();
		const done = session.execute(this.#turn, command, this.#actor);
		if (!done.ok) throw new Error(`${command.type} was allowed, then refused: ${done.code}`);
		const solution = this.#state.parking.solutions[id];
		if (!solution) throw new Error('a solution was parked and is not there');
		const isMediator = can(this.#person.role, 'stage');
		const signed = isMediator ? { participant: this.#person.id } : this.#signed(attribution);
		const item =
			solution.status === 'released'
				? solutionCard(definition, content, undefined, factsOf(solution))
				: placeholderFor(definition, content, {
						...factsOf(solution),
						text: this.#wording(command, definition, solution)
					});
		this.#write([{ ...signed, items: [item] }]);
		if (solution.status === 'released') this.#markShown([[this.#person.id, content]]);
		return done;
	}

	#withdraw(command: Extract<MoveSolutions, { type: 'park-withdraw' }>): Decision {
		const { board } = this.#parts;
		const room = this.#roomOf(this.#person.id);
		if (!room || !room.doc.getMap('items').has(command.item)) {
			return { ok: false, code: 'park-not-yours' };
		}
		const done = this.#parts.session.execute(this.#turn, command, this.#actor);
		if (!done.ok) return done;
		const { item } = command;
		const remove = (doc: Y.Doc): void => removeItems(doc, [item], null);
		const gone = { write: remove, items: [item], changes: ['delete'] };
		room.updates.changeByServer(this.#turn, [gone]);
		const attribution = this.#solution(item)?.attribution ?? 'nobody';
		board.updates.changeByServer(this.#turn, [{ ...gone, ...this.#signed(attribution) }]);
		return done;
	}

	#release(command: Extract<MoveSolutions, { type: 'park-release' }>): Decision {
		const { session, board } = this.#parts;
		const place = this.#placeOf(command.frame);
		if (!place) return invalid;
		const waiting = parkedIn(this.#state, command.frame).filter(
			({ id }) => command.item === undefined || id === command.item
		);
		const found = waiting.flatMap((solution) => {
			const kept = this.#find(solution.id);
			return kept === undefined ? [] : [{ solution, ...kept }];
		});
		const missing = this.#missing(place);
		const full = { ...command, missing, items: found.map(({ solution }) => solution.id) };
		const done = session.execute(this.#turn, full, this.#actor);
		if (!done.ok) return done;
		const edits = found.map(({ solution, owner, content }) => {
			const there = getItem(board.doc, solution.id);
			const stands = there && isPlaceholder(place.definition, there) ? there : undefined;
			const signed = signatureOf(solution, owner);
			if (isEmpty(content)) return { ...signed, items: [], gone: solution.id };
			const card = solutionCard(place.definition, content, stands, factsOf(solution));
			return { ...signed, items: [card] };
		});
		this.#write(edits);
		this.#markShown(found.map(({ owner, content }) => [owner, content]));
		return done;
	}

	/** Organizations that are here and have not said all they are asked for. */
	#missing({ frame, definition }: Place): string[] {
		const { session, board } = this.#parts;
		const here = new Set(
			session.present
				.map((id) => session.active(id))
				.filter((person) => person !== null && can(person.role, 'draft'))
				.map((person) => person?.organization)
		);
		const { organizations } = this.#state;
		const present = organizations.filter(({ id }) => here.has(id));
		return unheard(definition, readBoard(board.doc), frame.id, present).map(
			({ organization }) => organization.id
		);
	}

	#find(id: string): { owner: string; content: Item } | undefined {
		const { session, rooms } = this.#parts;
		for (const { room, participant } of rooms) {
			const author = session.active(participant);
			// Who is out has nothing put on the board in their name.
			if (participant !== keeper && (author === null || !author.consent)) continue;
			if (room.isBroken) continue;
			const content = getItem(room.doc, id);
			if (content !== undefined) return { owner: participant, content };
		}
		return undefined;
	}

	#solution(id: string): ParkedSolution | undefined {
		return this.#state.parking.solutions[id];
	}

	#placeOf(id: string): Place | undefined {
		const frame = getItem(this.#parts.board.doc, id);
		const definition = frame && isInstrumentFrame(frame) ? instrumentOf(frame) : undefined;
		return frame && definition?.parking ? { frame, definition } : undefined;
	}

	#roomOf(owner: string): Room | undefined {
		const known = this.#parts.rooms.find(({ participant }) => participant === owner);
		return known?.room.isBroken === true ? undefined : known?.room;
	}

	#decide(command: Command): Decision {
		const { session, world } = this.#parts;
		const context = { actor: this.#actor, now: this.#turn.now, newId: () => world.newId() };
		return decide(session.state, command, context);
	}

	get #actor(): Actor {
		return { type: 'participant', id: this.#person.id };
	}

	#signed(attribution: Attribution): Pick<ServerChange, 'participant' | 'organization'> {
		return signatureOf({ attribution, organization: this.#person.organization }, this.#person.id);
	}

	#keep(room: Room, item: NewItem): void {
		const { reactions: _, ...kept } = item;
		const write = (doc: Y.Doc): void => replaceItem(doc, kept, null);
		room.updates.changeByServer(this.#turn, [{ write, items: [item.id], changes: ['replace'] }]);
	}

	#markShown(shown: readonly (readonly [owner: string, content: Item])[]): void {
		for (const { room, participant } of this.#parts.rooms) {
			const drafts = shown
				.filter(([owner]) => owner === participant)
				.map(([, { id, text = '' }]) => ({ id, text, color: '' }));
			if (drafts.length > 0) room.updates.markShown(this.#turn, drafts);
		}
	}

	/** One change of the board for each who is named as its author, all told to the others at once. */
	#write(
		edits: readonly (Pick<ServerChange, 'participant' | 'organization'> & {
			readonly items: readonly NewItem[];
			readonly gone?: string;
		})[]
	): void {
		const byAuthor = new Map<string, (typeof edits)[number][]>();
		for (const edit of edits) {
			const key = `${edit.participant ?? ''} ${edit.organization ?? ''}`;
			byAuthor.set(key, [...(byAuthor.get(key) ?? []), edit]);
		}
		const { board } = this.#parts;
		const changes = Array.from(byAuthor.values(), (own): ServerChange => {
			const items = own.flatMap((edit) => edit.items);
			const gone = own.flatMap(({ gone: id }) => (id === undefined ? [] : [id]));
			const there = new Set(items.filter(({ id }) => getItem(board.doc, id)).map(({ id }) => id));
			return {
				...own[0],
				write: (doc) => {
					for (const item of items) replaceItem(doc, item, null);
					removeItems(doc, gone, null);
				},
				items: [...items.map(({ id }) => id), ...gone],
				changes: [
					...items.map(({ id }) => (there.has(id) ? 'replace' : 'create')),
					...gone.map(() => 'delete')
				]
			};
		});
		board.updates.changeByServer(this.#turn, changes);
	}

	#wording(
		{ locale, timeZone }: { readonly locale: 'en' | 'de'; readonly timeZone: string },
		definition: InstrumentDefinition,
		{ organization, at, wasSeen }: ParkedSolution
	): string {
		const key = definition.parking?.placeholder ?? '';
		const { organizations } = this.#state;
		const name = organizations.find(({ id }) => id === organization)?.name;
		const lines = [
			words(definition, locale, `${key}.default`),
			[name, formatTime(at, locale, timeZone)].filter((part) => part !== undefined).join(', '),
			...(wasSeen ? [words(definition, locale, `${key}.seen`)] : [])
		];
		return lines.join('\n');
	}
}

const invalid: Decision = { ok: false, code: 'park-invalid' };

const isEmpty = ({ text = '' }: Item): boolean => text.trim() === '';

function factsOf({ organization, at }: ParkedSolution): { organization?: string; at: string } {
	const iso = new Date(at).toISOString();
	return organization === undefined ? { at: iso } : { organization, at: iso };
}

/** What the log says of whose a solution is. */
function signatureOf(
	{
		attribution,
		organization
	}: { readonly attribution: Attribution; readonly organization?: string | null },
	owner: string
): Pick<ServerChange, 'participant' | 'organization'> {
	if (attribution === 'nobody') return {};
	if (attribution === 'name' && owner !== keeper) return { participant: owner };
	return organization === undefined || organization === null ? {} : { organization };
}

function formatTime(at: number, locale: string, timeZone: string): string {
	const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
	const language = regionOf(locale);
	try {
		return new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at);
	} catch {
		// No such time zone: it came from outside.
		return `${new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(at)} UTC`;
	}
}
