import { parseReaction, reactionEmojis, type Item, type ReactionEmoji } from '@concordia/board';
import type { Organization, SessionState } from '@concordia/session';

/** How many reacted so, and who, by organization. */
export interface ReactionCount {
	readonly emoji: ReactionEmoji;
	readonly count: number;
	readonly isMine: boolean;
	readonly groups: readonly ReactionGroup[];
}

export interface ReactionGroup {
	/** Null for people who belong to no partner. */
	readonly organization: Organization | null;
	/** Null for people whose names were erased. */
	readonly names: readonly (string | null)[];
}

/** The reactions on an item, in the order of the set. */
export function countReactions(
	item: Pick<Item, 'reactions'>,
	state: SessionState,
	me: string
): ReactionCount[] {
	const people = new Map<ReactionEmoji, string[]>();
	for (const entry of item.reactions ?? []) {
		const reaction = parseReaction(entry);
		if (reaction === undefined) continue;
		people.set(reaction.emoji, [...(people.get(reaction.emoji) ?? []), reaction.participant]);
	}
	return reactionEmojis.flatMap((emoji) => {
		const who = people.get(emoji);
		if (who === undefined) return [];
		return [{ emoji, count: who.length, isMine: who.includes(me), groups: groupsOf(who, state) }];
	});
}

function groupsOf(who: readonly string[], state: SessionState): ReactionGroup[] {
	const names = new Map<string | null, (string | null)[]>();
	for (const id of who) {
		const person = state.participants[id];
		const organization = person?.organization ?? null;
		names.set(organization, [...(names.get(organization) ?? []), person?.name ?? null]);
	}
	const known = state.organizations
		.filter(({ id }) => names.has(id))
		.map((organization) => ({ organization, names: names.get(organization.id)! }));
	const others = [...names].flatMap(([id, people]) =>
		known.some(({ organization }) => organization.id === id) ? [] : people
	);
	return others.length === 0 ? known : [...known, { organization: null, names: others }];
}
