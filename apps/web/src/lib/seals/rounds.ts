import { byOrder, type Item } from '@concordia/board';
import { sealedContent, type InstrumentDefinition, type SealedView } from '@concordia/instruments';
import {
	formatSealed,
	type Seal,
	type SealedCard,
	type SealRound,
	type SessionState
} from '@concordia/session';
import { commitHex, fromBase64url, SALT_BYTES, toBase64url } from '@concordia/transparency';
import { explain } from '#lib/explain.ts';
import { hasText, t } from '#lib/i18n/index.svelte.ts';

/** The round in a frame that can be written for now. */
export function openRound(
	{ seals }: Pick<SessionState, 'seals'>,
	frame: string
): SealRound | undefined {
	return Object.values(seals).find((one) => one.frame === frame && one.status === 'open');
}

/** Rounds of a frame whose cards everybody can read, the newest first. */
export function revealedRounds(
	{ seals }: Pick<SessionState, 'seals'>,
	frame: string
): readonly SealRound[] {
	return Object.values(seals)
		.filter((one) => one.frame === frame && one.status === 'revealed')
		.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
}

/** Why something about sealed cards was refused, in the reader's words. */
export function explainSeal({
	code = '',
	detail = ''
}: {
	readonly code?: string;
	readonly detail?: string;
}): string {
	const key = `seal.refused-${code.replace(/^seal-/, '')}`;
	return hasText(key) ? t(key) : explain({ code, status: 0, detail });
}

/** What somebody has written in their private room for a round, or for one about the same that was called off. */
export function draftsFor(
	records: Iterable<Item>,
	round: SealRound,
	{ seals }: Pick<SessionState, 'seals'>
): readonly Item[] {
	const rounds = new Set([
		round.id,
		...Object.values(seals)
			.filter(({ status }) => status === 'cancelled')
			.filter(({ frame, item }) => frame === round.frame && item === round.item)
			.map(({ id }) => id)
	]);
	return [...records]
		.filter(({ sealedFor }) => typeof sealedFor === 'string' && rounds.has(sealedFor))
		.toSorted(byOrder);
}

/**
 * What somebody wrote for rounds of a frame that are over and that stands nowhere else: it was not sealed, or the round
 * was called off. What the form of an open round shows is not among it.
 */
export function leftOver(
	definition: InstrumentDefinition,
	view: SealedView,
	records: Iterable<Item>,
	state: Pick<SessionState, 'seals'>,
	frame: string,
	board: { get(id: string): Item | undefined },
	isSealed: (round: SealRound, cards: readonly SealedCard[]) => boolean
): readonly { readonly round: SealRound; readonly card: SealedCard }[] {
	const all = [...records];
	const open = openRound(state, frame);
	const shown = new Set(open === undefined ? [] : draftsFor(all, open, state).map(({ id }) => id));
	return Object.values(state.seals)
		.filter((round) => round.frame === frame && round.status !== 'open')
		.flatMap((round) => {
			const drafts = all.filter(({ id, sealedFor }) => sealedFor === round.id && !shown.has(id));
			const cards = cardsOf(definition, view, drafts.toSorted(byOrder));
			if (round.status === 'revealed' && isSealed(round, cards)) return [];
			return cards
				.filter((card) => !saysTheSame(definition, view, board.get(card.id), card))
				.map((card) => ({ round, card }));
		});
}

function saysTheSame(
	definition: InstrumentDefinition,
	view: SealedView,
	item: Item | undefined,
	card: SealedCard
): boolean {
	if (item === undefined) return false;
	const said = { id: card.id, ...sealedContent(definition, view, item) };
	return JSON.stringify(said) === JSON.stringify(card);
}

/** The cards that would be sealed: those that say something. */
export function cardsOf(
	definition: InstrumentDefinition,
	view: SealedView,
	drafts: readonly Item[]
): readonly SealedCard[] {
	return drafts
		.map((item) => ({ id: item.id, ...sealedContent(definition, view, item) }))
		.filter(({ text, fields }) => text.trim() !== '' || Object.keys(fields).length > 0);
}

export function newSalt(): string {
	return toBase64url(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
}

/** Whether cards are those that an organization has sealed, by what they were salted with. */
export function isSealedAs(
	{ hash }: Pick<Seal, 'hash'>,
	round: SealRound,
	organization: string,
	cards: readonly SealedCard[],
	salt: string
): boolean {
	const bytes = fromBase64url(salt);
	if (bytes?.length !== SALT_BYTES) return false;
	return commitHex(formatSealed(round, organization, cards), bytes) === hash;
}
