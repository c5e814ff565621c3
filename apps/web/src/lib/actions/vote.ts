import Minus from '@lucide/svelte/icons/circle-minus';
import Plus from '@lucide/svelte/icons/circle-plus';
import VoteIcon from '@lucide/svelte/icons/vote';
import { press } from '#lib/votes/press.ts';
import { votesOf } from '#lib/votes/votes.svelte.ts';
import type { Action, ActionContext } from './action.ts';

/** The items meant that the open vote is about, if this person may vote. */
function votedOn({ connection, ids }: ActionContext): readonly string[] {
	const votes = votesOf(connection);
	return votes.canVote ? ids.filter((id) => votes.open?.items.includes(id) === true) : [];
}

function dot(step: 1 | -1, context: ActionContext): void {
	const votes = votesOf(context.connection);
	for (const id of votedOn(context)) press(votes, context.board, id, step);
}

/** Dots, and what comes of them. */
export const voteActions: readonly Action[] = [
	{
		id: 'vote-put',
		group: 'together',
		icon: Plus,
		menu: 'items',
		needs: ['one'],
		when: (context) => votedOn(context).length > 0,
		run: (context) => dot(1, context)
	},
	{
		id: 'vote-take',
		group: 'together',
		icon: Minus,
		menu: 'items',
		needs: ['one'],
		when: (context) => votedOn(context).some((id) => votesOf(context.connection).on(id) > 0),
		run: (context) => dot(-1, context)
	},
	{
		id: 'vote-start',
		group: 'together',
		icon: VoteIcon,
		menu: 'both',
		isMain: true,
		when: ({ connection }) => {
			const votes = votesOf(connection);
			return votes.canLead && connection.state.status === 'open' && votes.open === null;
		},
		run: ({ ids, open }) => open('vote', { ids })
	},
	{
		id: 'vote-show',
		group: 'together',
		icon: VoteIcon,
		isMain: true,
		when: ({ connection }) => Object.keys(connection.state.votes).length > 0,
		run: ({ open }) => open('votes')
	}
];
