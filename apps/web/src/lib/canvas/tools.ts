import ArrowUpRight from '@lucide/svelte/icons/move-up-right';
import Circle from '@lucide/svelte/icons/circle';
import Eraser from '@lucide/svelte/icons/eraser';
import Frame from '@lucide/svelte/icons/frame';
import Hand from '@lucide/svelte/icons/hand';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import Highlighter from '@lucide/svelte/icons/highlighter';
import Pencil from '@lucide/svelte/icons/pencil';
import Pointer from '@lucide/svelte/icons/wand-sparkles';
import Shapes from '@lucide/svelte/icons/shapes';
import Slash from '@lucide/svelte/icons/slash';
import Square from '@lucide/svelte/icons/square';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import Type from '@lucide/svelte/icons/type';
import type { ToolName } from '@concordia/canvas';
import type { Component } from 'svelte';

export interface Tool {
	readonly name: ToolName;
	readonly icon: Component<Record<string, unknown>>;
}

/** The tools as the rail shows them, in groups. */
export const toolGroups: readonly (readonly Tool[])[] = [
	[
		{ name: 'select', icon: MousePointer },
		{ name: 'hand', icon: Hand },
		{ name: 'laser', icon: Pointer }
	],
	[
		{ name: 'note', icon: StickyNote },
		{ name: 'text', icon: Type },
		{ name: 'frame', icon: Frame }
	],
	[
		{ name: 'rectangle', icon: Square },
		{ name: 'ellipse', icon: Circle },
		{ name: 'shape', icon: Shapes }
	],
	[
		{ name: 'arrow', icon: ArrowUpRight },
		{ name: 'line', icon: Slash },
		{ name: 'pen', icon: Pencil },
		{ name: 'marker', icon: Highlighter },
		{ name: 'eraser', icon: Eraser }
	]
];

/** What needs no right to edit. */
export const quietTools: readonly Tool[] = toolGroups[0]!.slice(0, 2);
