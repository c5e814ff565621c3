import { isReactionKey } from '@concordia/board';
import type { Touch } from './touch.ts';

/** Names of fields of any item and of the board itself. Those of instruments come on top. */
export const boardFields: ReadonlySet<string> = new Set([
	'type',
	'pos',
	'size',
	'z',
	'parent',
	'color',
	'text',
	'doc',
	'shape',
	'heads',
	'headFrom',
	'headTo',
	'dash',
	'stroke',
	'fill',
	'brush',
	'width',
	'from',
	'to',
	'points',
	'src',
	'alt',
	'url',
	'instrument',
	'kind',
	'fields',
	'rotation',
	'groups',
	'lock',
	'clip',
	'slide',
	'on',
	'thread',
	'stage',
	'shown',
	'mergedInto',
	'resolved',
	'reactions',
	'columns',
	'rows',
	'cells',
	'headerRow',
	'docSchema',
	'anchor',
	'title',
	'schema'
]);

/** Names that the log had from its first day: these are never `other`. */
const alwaysNamed: ReadonlySet<string> = new Set([
	'type',
	'pos',
	'size',
	'z',
	'parent',
	'color',
	'text',
	'doc',
	'from',
	'to',
	'points',
	'src'
]);

/** What a log leaf says about one item: `create`, `delete`, `text set:pos,size`, … */
export function touchedWords(touch: Touch, fieldName: (path: string) => string): string {
	const fate = fateOf(touch);
	if (fate !== null) return fate;
	const words: string[] = flagsOf(touch);
	if (touch.fields.size > 0) {
		const names = new Set([...touch.fields].map(fieldName));
		words.push(`set:${[...names].toSorted().join(',')}`);
	}
	return words.join(' ');
}

/**
 * Whether these words say what an update does to an item. `certain` is what it does in any case, `possible`
 * what it may do as well, to what had been deleted: that may have been named, or not.
 */
export function sayWhat(words: string, possible: Touch, certain: Touch | undefined): boolean {
	const fate = fateOf(possible);
	if (fate !== null) return words === fate;
	const said = words === '' ? [] : words.split(' ');
	const sets = said.filter((word) => word.startsWith('set:'));
	const flags = said.filter((word) => !word.startsWith('set:'));
	const may = flagsOf(possible);
	const must = certain ? flagsOf(certain) : [];
	if (sets.length > 1 || new Set(flags).size !== flags.length) return false;
	if (!flags.every((flag) => may.includes(flag)) || !must.every((flag) => flags.includes(flag)))
		return false;
	const names = sets.flatMap((set) => set.slice('set:'.length).split(','));
	const paths = [...possible.fields];
	return (
		names.every((name) => paths.some((path) => isNamed(path, name))) &&
		[...(certain?.fields ?? [])].every((path) => names.some((name) => isNamed(path, name)))
	);
}

function fateOf({ created, replaced, deleted }: Touch): string | null {
	if (created || replaced) {
		const word = replaced ? 'replace' : 'create';
		return created && deleted ? `${word} delete` : word;
	}
	return deleted ? 'delete' : null;
}

function flagsOf(touch: Touch): string[] {
	return (['text', 'format', 'list'] as const).filter((flag) => touch[flag]);
}

/**
 * Whether a field may go by this name in the log: its own, the beginning of its path, or `other` where the
 * server had none for it: which names are known differs between versions.
 */
function isNamed(path: string, name: string): boolean {
	if (isReactionKey(path)) return name === 'reactions';
	const [first = '', second] = path.split('/');
	if (name === 'other') return !alwaysNamed.has(first);
	return name === first || (second !== undefined && name === `${first}/${second}`);
}
