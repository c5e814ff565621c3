/** The signs somebody can answer an item with. Few on purpose: they are read out and counted. */
export const reactionEmojis = ['👍', '❤️', '💡', '✅', '❓', '⚠️', '👀', '🎉'] as const;

export type ReactionEmoji = (typeof reactionEmojis)[number];

/** One person's sign on an item. */
export interface Reaction {
	readonly emoji: ReactionEmoji;
	/** Participant id. */
	readonly participant: string;
}

/**
 * Reactions are single keys of an item's map and no map of their own: two people who are the first to
 * react at the same moment would otherwise each make that map, and one of them would lose.
 */
const prefix = 'reaction:';

const known: ReadonlySet<string> = new Set(reactionEmojis);

export const isReactionKey = (key: string): boolean => key.startsWith(prefix);

/** The key of an item's map that holds `true` while this person reacts so. */
export function formatReactionKey({ emoji, participant }: Reaction): string {
	return `${prefix}${emoji} ${participant}`;
}

/** Undefined for keys that are no reaction, or one that this version doesn't know. */
export function parseReactionKey(key: string): Reaction | undefined {
	return isReactionKey(key) ? parseReaction(key.slice(prefix.length)) : undefined;
}

/** An entry of a record's `reactions`: the emoji, a space, the participant's id. */
export const formatReaction = ({ emoji, participant }: Reaction): string =>
	`${emoji} ${participant}`;

export function parseReaction(entry: string): Reaction | undefined {
	const space = entry.indexOf(' ');
	const emoji = entry.slice(0, space);
	const participant = entry.slice(space + 1);
	if (space < 1 || participant === '' || !known.has(emoji)) return undefined;
	return { emoji: emoji as ReactionEmoji, participant };
}
