import type { Item } from '@concordia/board';
import {
	kindOf,
	sealedFields,
	type InstrumentDefinition,
	type SealedView
} from '@concordia/instruments';
import type { SealedCard, SealRound } from '@concordia/session';
import { BoardStore, newItemId } from '#lib/board/board-store.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { usePrivateRoom } from '#lib/stage/private-room.ts';
import { isSealedAs } from './rounds.ts';

/**
 * A person's own cards before they are revealed. They lie in the private room, which the server sends to nobody
 * else: there they outlast the page and the server, and are written like cards on the board.
 */
export class OwnCards {
	readonly store: BoardStore;
	readonly #connection: Connection;
	readonly #leave: () => void;

	constructor(connection: Connection) {
		this.#connection = connection;
		const { drafts, leave } = usePrivateRoom(connection);
		this.store = new BoardStore(drafts.link);
		if (drafts.isSynced) this.store.ready();
		this.#leave = leave;
	}

	/** An empty card for a round; its id. */
	add(
		definition: InstrumentDefinition,
		view: SealedView,
		round: SealRound,
		kind: string,
		organization: string
	): string {
		const { color, size, ownedBy } = kindOf(definition, kind)!;
		const id = newItemId();
		this.store.insert([
			{
				id,
				type: 'card',
				pos: [0, 0],
				size,
				color,
				text: '',
				instrument: definition.id,
				kind,
				fields: ownedBy === undefined ? {} : { [ownedBy]: organization },
				textFields: sealedFields(definition, view, kind)
					.filter(({ type }) => type === 'text')
					.map((field) => field.id),
				sealedFor: round.id
			}
		]);
		return id;
	}

	/** Notes down what cards were salted with: by it this person's pages know which of their words are sealed. */
	keepSalt(round: SealRound, salt: string): void {
		const id = newItemId();
		this.store.insert([{ id, type: 'note', pos: [0, 0], saltFor: round.id, salt }]);
	}

	/** Whether these cards are what this person has sealed for the organization. */
	isSealed(round: SealRound, organization: string, cards: readonly SealedCard[]): boolean {
		const seal = round.seals[organization];
		if (seal?.by !== this.#connection.me) return false;
		return [...this.store.items.values()].some(
			({ saltFor, salt }: Item) =>
				saltFor === round.id &&
				typeof salt === 'string' &&
				isSealedAs(seal, round, organization, cards, salt)
		);
	}

	remove(card: string): void {
		this.store.remove([card]);
	}

	close(): void {
		this.store.destroy();
		this.#leave();
	}
}
