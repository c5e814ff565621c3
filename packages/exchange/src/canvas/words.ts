// JSON Canvas 1.0 (jsoncanvas.org/spec/1.0): the words of the format, and our colours in it.
import type { Side } from '@concordia/board';
import { inkOf, tokenFor } from '../color.ts';

/** A node of any kind; which of the last fields it has depends on `type`. */
export interface CanvasNode {
	readonly id: string;
	readonly type: 'text' | 'file' | 'link' | 'group';
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly color?: string;
	readonly text?: string;
	readonly file?: string;
	readonly subpath?: string;
	readonly url?: string;
	readonly label?: string;
}

export interface CanvasEdge {
	readonly id: string;
	readonly fromNode: string;
	readonly fromSide?: Side;
	readonly fromEnd?: 'none' | 'arrow';
	readonly toNode: string;
	readonly toSide?: Side;
	readonly toEnd?: 'none' | 'arrow';
	readonly color?: string;
	readonly label?: string;
}

/** Version of what we keep under `concordia`. In version 1 nodes were no full picture of their items. */
export const ownVersion = 2;

/** The six colours that have a number. */
const presets: ReadonlyMap<string, string> = new Map([
	['red', '1'],
	['orange', '2'],
	['yellow', '3'],
	['green', '4'],
	['teal', '5'],
	['purple', '6']
]);

const tokens: ReadonlyMap<string, string> = new Map(
	[...presets].map(([token, preset]) => [preset, token])
);

/** What a node or edge without a colour has for us. */
export const plainColor = { node: 'white', edge: 'gray' } as const;

/** The colour as the format says it; undefined for the plain one, which isn't written. */
export function formatColor(color: string, plain: string): string | undefined {
	return color === plain ? undefined : (presets.get(color) ?? inkOf(color));
}

/** The token for a colour of the format; undefined for what isn't one. */
export function parseColor(
	color: string
): { readonly token: string; readonly isExact: boolean } | undefined {
	const token = tokens.get(color);
	return token === undefined ? tokenFor(color) : { token, isExact: true };
}
