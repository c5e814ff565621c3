import type { Item } from '@concordia/board';

/** The ground rules that say something, from the top of their frame to its foot. */
export function rulesOf(cards: readonly Item[]): Item[] {
	return cards
		.filter(({ kind, text }) => kind === 'rule' && (text ?? '').trim() !== '')
		.toSorted((a, b) => a.pos[1] - b.pos[1] || a.pos[0] - b.pos[0] || (a.id < b.id ? -1 : 1));
}
