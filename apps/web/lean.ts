import path from 'node:path';
import type { Plugin } from 'vite';

/** Files of packages, by how their paths end, and what browsers get in their stead. */
const replaced: Readonly<Record<string, string>> = {
	// Yjs prints a line now and then. What lib0 prints with knows colours and elements and checks them by a
	// schema: that is more than the board needs to undo.
	'lib0/logging.js': `
		export const print = (...words) => console.log(...words.filter((word) => word !== ''));
		export const warn = (...words) => console.warn(...words);
		export const BOLD = '', UNBOLD = '', ORANGE = '', RED = '';`,
	// Where it runs is known, and nobody sets anything by words in its address.
	'lib0/environment.js': 'export const isNode = false, isBrowser = true, getVariable = () => null;',
	// SvelteKit keeps with each entry of the browser's history what a page wants to find there again: ours want nothing.
	'devalue/src/stringify.js': `
		export function stringify(state) {
			if (Object.keys(state).length > 0) throw new Error('only empty states can be kept');
			return '[{}]';
		}
		export const stringifyAsync = null;`,
	// Windows of one browser each have a link to the server of their own, and no channel between them.
	'lib0/broadcastchannel.js':
		'export const publish = () => {}, subscribe = publish, unsubscribe = publish;'
};

const ICON = /@lucide\/svelte\/dist\/icons\/[a-z0-9-]+\.svelte$/;
const GLYPH = path.join(import.meta.dirname, 'src/lib/ui/Glyph.svelte');

type IconNode = readonly (readonly [shape: string, attributes: Readonly<Record<string, string>>])[];

/** An icon of the package as a component that only knows its line; the package builds each anew when it is shown. */
function leanIcon(source: string, file: string): string {
	const [, data] = /const iconData = (\{.*\});/.exec(source) ?? [];
	if (data === undefined) throw new Error(`no icon found in ${file}`);
	const { node } = JSON.parse(data) as { node: IconNode };
	const d = node.map(([shape, attributes]) => outline(shape, attributes, file)).join('');
	return `<script>
	import Glyph from ${JSON.stringify(GLYPH)};
	let { size } = $props();
</script>

<Glyph {size} d="${d}" />`;
}

function outline(shape: string, given: Readonly<Record<string, string>>, file: string): string {
	const at = (name: string): number => Number(given[name] ?? 0);
	switch (shape) {
		case 'path':
			// A line that begins at a place counted from the one before begins at the corner instead.
			return (given['d'] ?? '').replace(/^m/, 'M0 0m');
		case 'line':
			return `M${at('x1')} ${at('y1')}L${at('x2')} ${at('y2')}`;
		case 'circle': {
			const r = at('r');
			return `M${at('cx') - r} ${at('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
		}
		case 'rect': {
			const [w, h, r] = [at('width'), at('height'), at('rx')];
			const corner = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
			return `M${at('x') + r} ${at('y')}h${w - 2 * r}${corner(r, r)}v${h - 2 * r}${corner(-r, r)}h${2 * r - w}${corner(-r, -r)}v${2 * r - h}${corner(r, -r)}z`;
		}
		default:
			throw new Error(`no outline known for a ${shape} in ${file}`);
	}
}

/** Leaves out of what browsers load the parts of packages that no page of ours runs. */
export function lean(): Plugin {
	return {
		name: 'lean',
		enforce: 'pre',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'client',
		load(id) {
			const file = Object.keys(replaced).find((end) => id.endsWith(path.join('node_modules', end)));
			return file === undefined ? null : replaced[file];
		},
		transform: {
			filter: { id: ICON },
			handler: (source, id) => leanIcon(source, id)
		}
	};
}
