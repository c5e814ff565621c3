import ArrowUpRight from '@lucide/svelte/icons/move-up-right';
import Circle from '@lucide/svelte/icons/circle';
import Diamond from '@lucide/svelte/icons/diamond';
import Eraser from '@lucide/svelte/icons/eraser';
import Frame from '@lucide/svelte/icons/frame';
import Hand from '@lucide/svelte/icons/hand';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import Pencil from '@lucide/svelte/icons/pencil';
import Slash from '@lucide/svelte/icons/slash';
import Square from '@lucide/svelte/icons/square';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import Type from '@lucide/svelte/icons/type';
import type { ToolName } from '@concordia/canvas';
import type { Component } from 'svelte';

export interface Tool {
	readonly name: ToolName;
	/** The key that takes it, as typed. */
	readonly key: string;
	readonly icon: Component<Record<string, unknown>>;
}

/** The tools as the rail shows them, in groups. The first group needs no right to edit. */
export const toolGroups: readonly (readonly Tool[])[] = [
	[
		{ name: 'select', key: 'V', icon: MousePointer },
		{ name: 'hand', key: 'H', icon: Hand }
	],
	[
		{ name: 'note', key: 'N', icon: StickyNote },
		{ name: 'text', key: 'T', icon: Type },
		{ name: 'frame', key: 'F', icon: Frame }
	],
	[
		{ name: 'rectangle', key: 'R', icon: Square },
		{ name: 'ellipse', key: 'O', icon: Circle },
		{ name: 'diamond', key: 'D', icon: Diamond }
	],
	[
		{ name: 'arrow', key: 'A', icon: ArrowUpRight },
		{ name: 'line', key: 'L', icon: Slash },
		{ name: 'pen', key: 'P', icon: Pencil },
		{ name: 'eraser', key: 'E', icon: Eraser }
	]
];
