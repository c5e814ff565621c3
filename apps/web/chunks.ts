import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.join(import.meta.dirname, 'src');
/** Statements that load at once: `import x from '…'`, `import '…'`, `export … from '…'`; not types, not `import()`. */
const IMPORTS = /^\s*(?:import|export)\s(?!type\b)(?:[^'";]*?\sfrom\s)?\s*'([^']+)'/gm;

/**
 * What a page needs before it can be drawn: what its files import, directly or through others of `src`.
 * Files as absolute paths, packages as the name in the import.
 */
function neededBy(page: string): ReadonlySet<string> {
	const found = new Set<string>();
	const open = ['+layout.ts', '+layout.svelte', page].map((file) =>
		path.join(SOURCE, 'routes', file)
	);
	for (let file = open.pop(); file !== undefined; file = open.pop()) {
		if (found.has(file)) continue;
		found.add(file);
		if (!/\.(?:ts|svelte)$/.test(file)) continue;
		for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORTS)) {
			if (name.startsWith('#lib/')) open.push(path.join(SOURCE, name.slice(1)));
			else if (name.startsWith('.')) open.push(path.resolve(path.dirname(file), name));
			else found.add(name);
		}
	}
	return found;
}

const BOARD = 's/[session]/+page.svelte';
const DOCUMENT = 's/[session]/d/[instrument]/+page.svelte';
const HISTORY = 's/[session]/history/+page.svelte';

const board = neededBy(BOARD);
const document = neededBy(DOCUMENT);
const history = neededBy(HISTORY);
const others = globSync('**/+page.svelte', { cwd: path.join(SOURCE, 'routes') })
	.filter((page) => ![BOARD, DOCUMENT, HISTORY].includes(page))
	.map(neededBy);

/** The file of ours behind a module, when the board needs it at once; null for all other modules. */
function firstFile(id: string): string | null {
	const [file = ''] = id.split('?');
	return file.startsWith(path.join(SOURCE, 'lib')) && board.has(file) ? file : null;
}

function isIcon(id: string): boolean {
	return id.includes('/@lucide/svelte/dist/icons/');
}

function isFirstIcon(id: string): boolean {
	return board.has(`@lucide/svelte/icons/${path.basename(id.split('?')[0] ?? '', '.svelte')}`);
}

/**
 * The first files of the board, few of them: dozens of small ones take longer. What is joined here is what
 * the page needs before its first picture anyway; the rest is cut by who imports it. Each file takes along what its
 * modules import, so those that others build on come first, and nothing in them may import `$app`:
 * SvelteKit's own parts have to stay where it puts them, since they may only run once the page has said what it is.
 */
export const firstFiles = [
	{
		name: 'shell',
		priority: 5,
		test: (id: string): boolean => {
			const file = firstFile(id);
			if (file !== null) return others.some((page) => page.has(file));
			if (isIcon(id)) return isFirstIcon(id);
			return (
				/node_modules\/(?:svelte|@lucide\/svelte|clsx|esm-env)\/|\/ui\/Glyph\.svelte/.test(id) ||
				/packages\/session\/src\/(?:can|marks|participation)\.ts/.test(id)
			);
		}
	},
	{ name: 'icons', priority: 4, test: isIcon },
	{
		name: 'model',
		priority: 3,
		test: /node_modules\/(?:yjs|lib0)\/(?!diff|dom|hash|mutex|schema)|packages\/(?:canvas\/src\/(?:seen|camera|box)\.|instruments\/src\/(?:place|fields|links)\.|board\/src\/(?!index|words|doc\/(?:replay|tighten|index)|restore|difference|arrange|table|templates|document|authorship))/
	},
	{
		name: 'work',
		priority: 2,
		test: (id: string): boolean => document.has(firstFile(id) ?? '')
	},
	{
		name: 'draw',
		priority: 1,
		test: (id: string): boolean =>
			history.has(firstFile(id) ?? '') ||
			/packages\/canvas\/src\/(?!index|table|document|paint\/(?:svg|bitmap)|rich|view\/pictures|detour)|node_modules\/(?:rbush|quickselect|perfect-freehand)\//.test(
				id
			)
	},
	{ name: 'board', priority: 0, test: (id: string): boolean => firstFile(id) !== null }
];
