import { getItem, insertItems, readBoard } from '@concordia/board/doc';
import { newCards, revealedCard } from '@concordia/instruments';
import {
	decide,
	formatSealed,
	sealedIn,
	type Actor,
	type Command,
	type Decision,
	type SealCommand,
	type SealedCard,
	type SealRound,
	type SessionState
} from '@concordia/session';
import type { SealedRow, Store } from '@concordia/store';
import { commitHex, fromBase64url, SALT_BYTES } from '@concordia/transparency';
import type { Turn } from '../log/turn.ts';
import { sealingIn } from '../room/check-seal.ts';
import type { Room } from '../room/room.ts';
import type { ServerChange } from '../room/update.ts';
import type { World } from '../room/world.ts';
import type { LiveSession } from './live-session.ts';

/** The command that opens all cards of a round. */
export type RevealSealed = Extract<SealCommand, { type: 'seal-reveal' }>;

const KEY = 'seal/';

/** What was sealed: it stands beside the log, and leaves the store by the reveal only. */
interface Kept {
	readonly cards: readonly SealedCard[];
	readonly salt: string;
}

/** What the log says of cards that are sealed. */
export function commitmentTo(
	round: Pick<SealRound, 'id'>,
	organization: string,
	{ cards, salt }: Kept
): string {
	const bytes = fromBase64url(salt);
	return commitHex(
		formatSealed(round, organization, cards),
		bytes?.length === SALT_BYTES ? bytes : new Uint8Array(SALT_BYTES)
	);
}

/** The command with the commitment to its cards, which only the server says. */
export function withCommitment(
	state: SessionState | null,
	command: Extract<SealCommand, { type: 'seal-put' }>,
	actor: Actor
): SealCommand {
	const participant = actor.type === 'participant' ? state?.participants[actor.id] : undefined;
	const organization = participant?.organization ?? '';
	return { ...command, hash: commitmentTo({ id: command.round }, organization, command) };
}

/**
 * Keeps what a command has sealed, and throws away what no seal speaks of any more: because it was sealed anew by
 * somebody else, revealed or called off, or because who sealed it was taken out.
 */
export function keepSealed(
	turn: Turn,
	command: Command,
	actor: Actor,
	{ before, after }: { readonly before: SessionState | null; readonly after: SessionState | null }
): void {
	if (before !== null && before.seals !== after?.seals) {
		const kept = new Set(sealsOf(after).map(keyOf));
		for (const seal of sealsOf(before))
			if (!kept.has(keyOf(seal))) put(turn, before.id, seal, null);
	}
	if (command.type !== 'seal-put' || actor.type !== 'participant' || after === null) return;
	const { cards, salt, round } = command;
	put(turn, after.id, { round, by: actor.id }, { cards, salt });
}

interface Owner {
	readonly round: string;
	readonly by: string;
}

/** All that lies sealed by a state of the session. */
function sealsOf(state: SessionState | null): Owner[] {
	return Object.values(state?.seals ?? {})
		.filter(({ status }) => status === 'open')
		.flatMap(({ id, seals }) => Object.values(seals).map(({ by }) => ({ round: id, by })));
}

const keyOf = ({ round, by }: Owner): string => `${round} ${by}`;

function put(turn: Turn, session: string, { round, by }: Owner, kept: Kept | null): void {
	const value = kept === null ? null : JSON.stringify(kept);
	turn.sealed.push({ session, key: KEY + round, owner: by, value });
}

interface Revealing {
	readonly session: LiveSession;
	readonly world: World;
	readonly store: Pick<Store, 'sealed'>;
	readonly board: Room;
}

/**
 * Puts all cards of a round on the board, in a turn that runs alone: all of them, the entry that says so and the
 * end of their secrecy are stored together, or nothing is.
 */
export async function revealSealed(
	turn: Turn,
	command: RevealSealed,
	actor: Actor,
	{ session, world, store, board }: Revealing
): Promise<Decision> {
	const context = { actor, now: turn.now, newId: () => world.newId() };
	const allowed = decide(session.state, { type: command.type, round: command.round }, context);
	const round = session.state?.seals[command.round];
	if (!allowed.ok || round === undefined) return allowed;
	const place = sealingIn(board, round.frame);
	const frame = getItem(board.doc, round.frame);
	if (board.isBroken || place === null || frame === undefined)
		return { ok: false, code: 'seal-frame-gone' };
	const rows = await store.sealed(session.id);
	const sheets = sealedIn(round).map((organization) => ({
		organization,
		by: round.seals[organization]?.by ?? '',
		...keptIn(rows, round, round.seals[organization]?.by ?? '')
	}));
	const { definition, view } = place;
	const taken = new Set(readBoard(board.doc).map(({ id }) => id));
	const cards = sheets.flatMap(({ organization, by, cards: sealed }) =>
		sealed.map((card) => {
			// Under an id that stands on the board already nothing may be put.
			const id = taken.has(card.id) ? world.newId() : card.id;
			taken.add(id);
			const about = { organization, item: round.item };
			return { organization, by, card: revealedCard(definition, view, id, card, about) };
		})
	);
	const items = newCards(
		definition,
		readBoard(board.doc),
		frame,
		cards.map(({ card }) => card)
	);
	const changes = sheets.flatMap(({ organization, by }): ServerChange[] => {
		const own = items.filter((_, at) => cards[at]?.organization === organization);
		const ids = own.map(({ id }) => id);
		return [
			{
				participant: by,
				organization,
				write: (doc) => void insertItems(doc, own, null),
				items: ids,
				changes: ids.map(() => 'create')
			}
		];
	});
	board.updates.changeByServer(turn, changes);
	const full = {
		...command,
		cards: Object.fromEntries(
			sheets.map(({ organization }) => [
				organization,
				cards.filter((one) => one.organization === organization).map(({ card }) => card.id)
			])
		),
		salts: Object.fromEntries(sheets.map(({ organization, salt }) => [organization, salt]))
	};
	const decision = session.execute(turn, full, actor);
	if (!decision.ok) throw new Error(`the reveal was allowed, then refused: ${decision.code}`);
	turn.afterwards(() => session.grew());
	return decision;
}

/** What one person has sealed and is not revealed, for that person. */
export function sealedOf(
	rows: readonly SealedRow[],
	participant: string
): readonly (Kept & { readonly round: string })[] {
	return rows.flatMap(({ key, owner, value }) =>
		key.startsWith(KEY) && owner === participant && value !== null
			? [{ round: key.slice(KEY.length), ...(JSON.parse(value) as Kept) }]
			: []
	);
}

function keptIn(rows: readonly SealedRow[], { id }: SealRound, by: string): Kept {
	const row = rows.find(({ key, owner }) => key === KEY + id && owner === by);
	if (row?.value === undefined || row.value === null)
		throw new Error(`what ${by} has sealed in round ${id} is not in the store`);
	return JSON.parse(row.value) as Kept;
}
