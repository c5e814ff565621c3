import Hand from '@lucide/svelte/icons/hand';
import Megaphone from '@lucide/svelte/icons/megaphone';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import Pointer from '@lucide/svelte/icons/pointer';
import Quote from '@lucide/svelte/icons/message-square-quote';
import Smile from '@lucide/svelte/icons/smile-plus';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import UserRound from '@lucide/svelte/icons/user-round-search';
import { can, runningStage } from '@concordia/session';
import { itemName } from '#lib/board/item-name.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { handsOf } from '#lib/together/hands.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import type { Action, ActionContext } from './action.ts';

/** The mediator's page, when it is somebody else's and shows the board. */
const mediator = ({ connection }: ActionContext): string | null =>
	connection.peers.find((peer) => peer.isMediator && peer.participant !== connection.me)
		?.participant ?? null;

/** What people say to each other, and who looks where. */
export const togetherActions: readonly Action[] = [
	{
		id: 'comment',
		group: 'together',
		icon: MessageCircle,
		keys: ['C'],
		menu: 'both',
		needs: ['edit'],
		when: ({ items }) => items.length <= 1,
		async run({ board, canvas, connection, ids, items, point, open }) {
			const { commentsOf } = await import('#lib/together/comments.svelte.ts');
			const [x, y] = point ?? items[0]?.pos ?? canvas.pastePoint;
			commentsOf(board, connection).view = {
				show: 'draft',
				on: ids[0] ?? null,
				point: [Math.round(x), Math.round(y)]
			};
			return open('comments');
		}
	},
	{
		id: 'react',
		group: 'together',
		icon: Smile,
		keys: ['Shift+R'],
		menu: 'items',
		needs: ['edit', 'some'],
		run: ({ ids, open }) => open('react', { ids })
	},
	{
		id: 'comments',
		group: 'together',
		icon: MessagesSquare,
		async run({ board, connection, open }) {
			const { commentsOf } = await import('#lib/together/comments.svelte.ts');
			commentsOf(board, connection).view = { show: 'list' };
			return open('comments');
		}
	},
	{
		id: 'point-at',
		group: 'together',
		icon: Pointer,
		keys: ['Shift+K'],
		menu: 'items',
		needs: ['edit', 'one'],
		async run({ canvas, items }) {
			const { pointAt } = await import('#lib/together/point-at.ts');
			if (canvas.view === null) return;
			pointAt(canvas.view, items[0]!.id);
			announce(t('together.pointed-at', { item: itemName(items[0]!) }));
		}
	},
	{
		id: 'chat',
		group: 'together',
		icon: Quote,
		keys: ['/'],
		needs: ['edit'],
		run: ({ open }) => open('chat')
	},
	{
		id: 'raise-hand',
		group: 'together',
		icon: Hand,
		isMain: true,
		when: ({ connection }) => handsOf(connection).mayRaise,
		label: ({ connection }) =>
			handsOf(connection).isUp ? 'action.lower-hand' : 'action.raise-hand',
		run: ({ connection }) => handsOf(connection).toggle()
	},
	{
		id: 'bring',
		group: 'together',
		icon: Megaphone,
		when: ({ connection }) => connection.participant?.role === 'mediator',
		async run({ connection }) {
			const { bringEveryone } = await import('#lib/together/bring.ts');
			bringEveryone(connection);
		}
	},
	{
		id: 'collect',
		group: 'together',
		icon: NotebookPen,
		isMain: true,
		when: ({ connection: { participant, state } }) =>
			participant !== null && can(participant.role, 'stage') && runningStage(state.stages) === null,
		run: ({ open }) => open('collect')
	},
	{
		id: 'follow-mediator',
		group: 'together',
		icon: UserRound,
		when: (context) => mediator(context) !== null,
		run: (context) => context.canvas.follow(mediator(context))
	},
	{
		id: 'cursors',
		group: 'together',
		icon: MousePointer,
		label: ({ canvas }) => (canvas.showsCursors ? 'action.cursors-hide' : 'action.cursors-show'),
		run({ canvas }) {
			canvas.showsCursors = !canvas.showsCursors;
		}
	}
];
