import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { attributions, type Attribution } from './stage.ts';
import type { SessionEvent, SessionState } from './types.ts';
import { refuse } from './refuse.ts';

/** A solution that came too early. Its text is no part of the session: it lies in its author's private room. */
export interface ParkedSolution {
	/** The item that keeps its place on the board, and bears it again when it is released. */
	readonly id: string;
	/** The frame of the instrument it is parked in. */
	readonly frame: string;
	/** Whose it is; absent when nobody knows or when it isn't to be said. */
	readonly organization?: string;
	/** What the log says of its author when it is released. */
	readonly attribution: Attribution;
	readonly at: number;
	/** It stood on the board before, so it was no secret. */
	readonly wasSeen: boolean;
	readonly status: 'parked' | 'released' | 'withdrawn';
}

/** What waits in the parkings of a session. */
export interface Parking {
	readonly solutions: Readonly<Record<string, ParkedSolution>>;
	/** Frames whose solutions were released, and when; what comes later goes straight on the board. */
	readonly released: Readonly<Record<string, number>>;
	/** Items whose authors were asked to park them: by whom they are, and when they were asked. */
	readonly asked: Readonly<Record<string, { readonly author: string; readonly at: number }>>;
}

export const noParking: Parking = { solutions: {}, released: {}, asked: {} };

/** In which words and by which clock a placeholder speaks: those of who parks. */
interface Wording {
	readonly locale: 'en' | 'de';
	/** As `Intl` names them. */
	readonly timeZone: string;
}

/** Facts about a solution that only the server knows: it reads them from the documents. */
interface SolutionFacts {
	readonly organization?: string | undefined;
	readonly wasSeen: boolean;
}

export type ParkingCommand =
	/** An item of the board goes into its author's private room: by the author, or by the mediator. */
	| ({
			readonly type: 'park';
			readonly frame: string;
			readonly item: string;
			readonly facts?: SolutionFacts | undefined;
	  } & Wording)
	/** A note of one's own private room is parked, or comes on the board when the parking is over. */
	| ({
			readonly type: 'park-own';
			readonly frame: string;
			readonly item: string;
			readonly facts?: SolutionFacts | undefined;
	  } & Wording)
	/** The mediator asks whoever wrote an item to park it. */
	| { readonly type: 'park-ask'; readonly item: string; readonly author?: string | undefined }
	| { readonly type: 'park-decline'; readonly item: string }
	/** The author takes a solution back for good. */
	| { readonly type: 'park-withdraw'; readonly item: string }
	| {
			readonly type: 'park-release';
			readonly frame: string;
			/** One of them only; the parking goes on. */
			readonly item?: string | undefined;
			/** Although organizations that are here have not been heard. */
			readonly early: boolean;
			/** Organizations that are here and have gaps. Found out by the server. */
			readonly missing?: readonly string[] | undefined;
			/** The solutions that come on the board. Written by the server, too. */
			readonly items?: readonly string[] | undefined;
	  }
	/** Solutions are parked again after a release. */
	| { readonly type: 'park-open'; readonly frame: string };

export type ParkingProblem =
	| 'park-invalid'
	| 'park-not-yours'
	| 'park-unknown'
	| 'park-over'
	| 'park-missing'
	| 'park-limit';

export interface ParkingContext {
	readonly isMediator: boolean;
	/** Id of who asks. */
	readonly participant: string;
	readonly organization: string | null;
	readonly now: number;
}

type ParkingDecision =
	| { readonly ok: true; readonly events: readonly SessionEvent[] }
	| { readonly ok: false; readonly code: ParkingProblem | 'not-allowed'; readonly detail?: string };

/** How solutions of a frame are signed: as the last stage there had agreed, else with the name. */
export function attributionIn({ stages }: SessionState, frame: string): Attribution {
	const stage = stages.findLast((one) => one.frame === frame || one.status === 'collecting');
	return stage?.attribution ?? 'name';
}

/** Solutions that wait in a frame, in the order they were parked. */
export function parkedIn({ parking }: SessionState, frame: string): ParkedSolution[] {
	return Object.values(parking.solutions)
		.filter((solution) => solution.frame === frame && solution.status === 'parked')
		.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Decides a command about parking, once it is clear that this person may draft. */
export function decideParking(
	state: SessionState,
	command: ParkingCommand,
	context: ParkingContext
): ParkingDecision {
	const { isMediator, participant } = context;
	const origin = originOf(context);
	switch (command.type) {
		case 'park':
		case 'park-own':
			return park(state, command, context);
		case 'park-ask': {
			if (!isMediator) return refuse('not-allowed');
			if (command.author === undefined) return refuse('park-unknown');
			const subject = [command.item, command.author];
			return accept({ ...origin, kind: 'park.ask', subject });
		}
		case 'park-decline':
			if (lookUp(state.parking.asked, command.item)?.author !== participant)
				return refuse('park-unknown');
			return accept({ ...origin, kind: 'park.decline', subject: [command.item] });
		case 'park-withdraw': {
			const solution = lookUp(state.parking.solutions, command.item);
			if (solution?.status !== 'parked') return refuse('park-unknown');
			const signed = signedBy(origin, solution.attribution);
			return accept({ ...signed, kind: 'park.withdraw', subject: [command.item] });
		}
		case 'park-release': {
			if (!isMediator) return refuse('not-allowed');
			const waiting = parkedIn(state, command.frame);
			if (command.item !== undefined && !waiting.some(({ id }) => id === command.item))
				return refuse('park-unknown');
			const { missing = [], items = [] } = command;
			if (missing.length > 0 && !command.early) return refuse('park-missing', missing.join(','));
			return accept({
				...origin,
				kind: 'park.release',
				subject: [command.frame, ...items],
				payload: { all: command.item === undefined, missing }
			});
		}
		case 'park-open':
	}
	if (!isMediator) return refuse('not-allowed');
	if (lookUp(state.parking.released, command.frame) === undefined) return refuse('park-over');
	return accept({ ...origin, kind: 'park.open', subject: [command.frame] });
}

function park(
	state: SessionState,
	command: Extract<ParkingCommand, { type: 'park' | 'park-own' }>,
	context: ParkingContext
): ParkingDecision {
	const { frame, item, facts } = command;
	const isOver = lookUp(state.parking.released, frame) !== undefined;
	if (command.type === 'park' && isOver) return refuse('park-over');
	if (lookUp(state.parking.solutions, item)?.status === 'parked') return refuse('park-invalid');
	if (Object.keys(state.parking.solutions).length >= sessionLimits.parkedSolutions)
		return refuse('park-limit');
	const attribution = attributionIn(state, frame);
	const origin = originOf(context);
	// Who parks another's names themselves; their own is signed as it was agreed.
	const signed = context.isMediator ? origin : signedBy(origin, attribution);
	const put: SessionEvent = {
		...signed,
		kind: 'park.put',
		subject: [item, frame],
		payload: {
			attribution,
			seen: facts?.wasSeen === true,
			...(attribution !== 'nobody' &&
				facts?.organization !== undefined && { organization: facts.organization })
		}
	};
	if (!isOver) return accept(put);
	// Too late for the release: it follows at once.
	const payload = { all: false, missing: [] };
	return accept(put, { ...signed, kind: 'park.release', subject: [frame, item], payload });
}

type Origin = Pick<SessionEvent, 'at' | 'by' | 'organization'>;

function originOf({ now, participant, organization }: ParkingContext): Origin {
	return { at: now, by: participant, ...(organization !== null && { organization }) };
}

/** What is to be said of who acted. */
function signedBy(origin: Origin, attribution: Attribution): Origin {
	if (attribution === 'name') return origin;
	const { at, organization } = origin;
	return attribution === 'nobody' || organization === undefined ? { at } : { at, organization };
}

/** Parking after an event of its own. Payloads may have been erased. */
export function evolveParking(parking: Parking, event: SessionEvent): Parking {
	const [first, ...rest] = event.subject ?? [];
	if (first === undefined) return parking;
	switch (event.kind) {
		case 'park.put':
			return withSolution(parking, event, first, rest[0] ?? '');
		case 'park.ask': {
			const asked = { author: rest[0] ?? '', at: event.at };
			return { ...parking, asked: { ...parking.asked, [first]: asked } };
		}
		case 'park.decline':
			return { ...parking, asked: without(parking.asked, first) };
		case 'park.withdraw':
			return { ...parking, solutions: withStatus(parking, [first], 'withdrawn') };
		case 'park.release': {
			const solutions = withStatus(parking, rest, 'released');
			if (event.payload?.['all'] === false) return { ...parking, solutions };
			return { ...parking, solutions, released: { ...parking.released, [first]: event.at } };
		}
		case 'park.open':
			return { ...parking, released: without(parking.released, first) };
		default:
			return parking;
	}
}

function withSolution(parking: Parking, event: SessionEvent, id: string, frame: string): Parking {
	const payload = event.payload ?? {};
	const organization = payload['organization'];
	const solution: ParkedSolution = {
		id,
		frame,
		...(typeof organization === 'string' && { organization }),
		// What was agreed and isn't known any more says as little as possible.
		attribution: attributions.find((one) => one === payload['attribution']) ?? 'nobody',
		at: event.at,
		wasSeen: payload['seen'] === true,
		status: 'parked'
	};
	return {
		...parking,
		solutions: { ...parking.solutions, [id]: solution },
		asked: without(parking.asked, id)
	};
}

function withStatus(
	{ solutions }: Parking,
	ids: readonly string[],
	status: ParkedSolution['status']
): Parking['solutions'] {
	const changed = ids.flatMap((id) => {
		const solution = lookUp(solutions, id);
		return solution === undefined ? [] : [[id, { ...solution, status }] as const];
	});
	return { ...solutions, ...Object.fromEntries(changed) };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
	const { [key]: _, ...rest } = record;
	return rest;
}

function accept(...events: SessionEvent[]): ParkingDecision {
	return { ok: true, events };
}
