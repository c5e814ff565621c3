import Palette from '@lucide/svelte/icons/palette';
import Pipette from '@lucide/svelte/icons/pipette';
import PaintRoller from '@lucide/svelte/icons/paint-roller';
import Sliders from '@lucide/svelte/icons/sliders-horizontal';
import Square from '@lucide/svelte/icons/square';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import Type from '@lucide/svelte/icons/type';
import { colorTokens, isLocked } from '@concordia/board';
import { t } from '#lib/i18n/index.svelte.ts';
import { lookKindOf } from '#lib/canvas/style/style.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import type { Action } from './action.ts';
import {
	convert,
	convertibleTypes,
	isConvertible,
	styleOf,
	withStyle,
	type Style
} from './style.ts';

const icons = { note: StickyNote, text: Type, shape: Square } as const;

/** The look that was copied last on this page. */
let copied: Style | null = null;

/** How things look, and what kind of thing they are. */
export const lookActions: readonly Action[] = [
	{
		id: 'style',
		group: 'edit',
		icon: Sliders,
		menu: 'items',
		needs: ['edit', 'some'],
		when: ({ items }) => items.some((item) => lookKindOf(item) !== null && !isLocked(item)),
		run: ({ ids, open }) => open('style', { ids })
	},
	{
		id: 'copy-style',
		group: 'edit',
		icon: Pipette,
		keys: ['Ctrl+Alt+C'],
		needs: ['some'],
		run({ items }) {
			copied = styleOf(items[0]!);
			toast(t('action.style-copied'));
		}
	},
	{
		id: 'paste-style',
		group: 'edit',
		icon: PaintRoller,
		keys: ['Ctrl+Alt+V'],
		needs: ['edit', 'some'],
		when: () => copied !== null,
		run({ board, items }) {
			if (copied !== null) board.update(withStyle(items, copied));
		}
	},
	...convertibleTypes.map((type): Action => ({
		id: `make-${type}`,
		group: 'edit',
		icon: icons[type],
		needs: ['edit', 'some'],
		when: ({ items }) => items.some((item) => isConvertible(item) && item.type !== type),
		run: ({ board, items }) => board.update(convert(items, type))
	})),
	...colorTokens.map((color): Action => ({
		id: `color-${color}`,
		group: 'edit',
		icon: Palette,
		needs: ['edit', 'some'],
		run: ({ board, items }) =>
			board.update(items.filter((item) => !isLocked(item)).map(({ id }) => ({ id, color })))
	}))
];
