import { limits } from '@concordia/protocol';
import type { Organization, Participant, SessionState } from '@concordia/session';

/** What this page tells others about itself, besides the document. All of it is theirs to ignore. */
export interface OwnPresence {
	/** Pointer in board units, null when it is not over the board. */
	readonly cursor: readonly [number, number] | null;
	readonly selection: readonly string[];
	/** The board area on the screen: left, top, width, height in board units. */
	readonly viewport: readonly [number, number, number, number] | null;
	/** The item whose text is being written. */
	readonly editing: string | null;
	/** Where in that text the caret is: see `text/carets.ts`. */
	readonly caret: unknown;
	/** A drag or stroke under way, before it becomes an edit. */
	readonly gesture: unknown;
	/** What they say beside their cursor. */
	readonly chat: string | null;
	/** Mediator: asks everybody to look at what they look at; another word for every time. */
	readonly invites: string | null;
	/** When they raised their hand, by the server's clock; absent or null while it is down. */
	readonly hand?: number | null;
	/** Mediator: the raised hand that was seen last, as `together/raised.ts` writes it. */
	readonly heard?: string | null;
	/** The participant whose view they follow. */
	readonly following: string | null;
	/** How far they have checked the log, in a few letters; absent when they don't. See `witness/witness.ts`. */
	readonly log?: string;
	/** The checkpoint they hold, shown when somebody else says otherwise. */
	readonly logNote?: string;
}

/** One open page of another person. Name and organization are the session's word, never the peer's. */
export interface Peer extends OwnPresence {
	readonly client: number;
	readonly participant: string;
	readonly name: string | null;
	readonly organization: Organization | null;
	readonly isMediator: boolean;
}

/** The other people's pages as awareness tells them; states that make no sense are left out. */
export function peersOf(
	states: ReadonlyMap<number, Record<string, unknown>>,
	own: number,
	state: SessionState
): Peer[] {
	const peers: Peer[] = [];
	for (const [client, raw] of states) {
		if (client === own) continue;
		const participant = participantOf(raw, state);
		if (participant === undefined) continue;
		peers.push({
			client,
			participant: participant.id,
			name: participant.name,
			organization: organizationOf(state, participant.organization),
			cursor: point(raw['cursor']),
			selection: strings(raw['selection']),
			viewport: box(raw['viewport']),
			editing: typeof raw['editing'] === 'string' ? raw['editing'] : null,
			caret: raw['caret'] ?? null,
			gesture: raw['gesture'] ?? null,
			chat: word(raw['chat'], limits.maxChatLength),
			invites: participant.role === 'mediator' ? word(raw['invites'], 64) : null,
			hand: isFiniteNumber(raw['hand']) ? raw['hand'] : null,
			heard: participant.role === 'mediator' ? word(raw['heard'], 99) : null,
			following: word(raw['following'], 64),
			isMediator: participant.role === 'mediator'
		});
	}
	return peers;
}

export function organizationOf(state: SessionState, id: string | null): Organization | null {
	return state.organizations.find((organization) => organization.id === id) ?? null;
}

function participantOf(raw: Record<string, unknown>, state: SessionState): Participant | undefined {
	const user = raw['user'];
	if (typeof user !== 'object' || user === null) return undefined;
	const id = (user as Record<string, unknown>)['id'];
	if (typeof id !== 'string' || !Object.hasOwn(state.participants, id)) return undefined;
	return state.participants[id];
}

const isFiniteNumber = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

function point(value: unknown): readonly [number, number] | null {
	if (!Array.isArray(value) || value.length !== 2 || !value.every(isFiniteNumber)) return null;
	return [value[0]!, value[1]!];
}

function box(value: unknown): readonly [number, number, number, number] | null {
	if (!Array.isArray(value) || value.length !== 4 || !value.every(isFiniteNumber)) return null;
	return value[2]! > 0 && value[3]! > 0 ? [value[0]!, value[1]!, value[2]!, value[3]!] : null;
}

function word(value: unknown, most: number): string | null {
	return typeof value === 'string' && value !== '' && value.length <= most ? value : null;
}

/**
 * Whom somebody really looks at when they follow a person who follows others in turn. Null when that
 * leads back to them: two who follow each other would chase each other's view.
 */
export function leaderOf(
	participant: string,
	me: string,
	peers: readonly Pick<Peer, 'participant' | 'following'>[]
): string | null {
	const seen = new Set([me]);
	let leader = participant;
	while (!seen.has(leader)) {
		seen.add(leader);
		const next = peers.find((peer) => peer.participant === leader && peer.following !== null);
		if (next?.following == null) return leader;
		leader = next.following;
	}
	return null;
}

function strings(value: unknown): readonly string[] {
	return Array.isArray(value)
		? value.filter((entry): entry is string => typeof entry === 'string').slice(0, 500)
		: [];
}
