import { isReactionKey } from '@concordia/board';
import { instruments } from '@concordia/instruments';
import type { Touch } from './touch.ts';

/**
 * Names of fields the log may carry. The log is kept for good, and anybody may write any field: a name
 * that is not on this list could be a person's, so it becomes `other`. Fields of instruments are on it.
 */
const knownFields: ReadonlySet<string> = new Set([
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
	'schema',
	...instruments
		.flatMap(({ kinds }) => kinds.flatMap(({ fields }) => fields.map(({ id }) => id)))
		.map((field) => `fields/${field}`),
	// Of older boards.
	...['from', 'parent', 'placeholder'].map((field) => `fields/${field}`)
]);

/** What a log leaf says about one item: `create`, `delete`, `text set:pos,size`, … */
export function touchedWords(touch: Touch): string {
	if (touch.created || touch.replaced) {
		const word = touch.replaced ? 'replace' : 'create';
		return touch.created && touch.deleted ? `${word} delete` : word;
	}
	if (touch.deleted) return 'delete';
	const words: string[] = [];
	if (touch.text) words.push('text');
	if (touch.format) words.push('format');
	if (touch.list) words.push('list');
	if (touch.fields.size > 0) {
		const names = new Set([...touch.fields].map(fieldName));
		words.push(`set:${[...names].toSorted().join(',')}`);
	}
	return words.join(' ');
}

/** The longest known beginning of a path: `fields/affected/x` is `fields/affected`. */
function fieldName(path: string): string {
	if (isReactionKey(path)) return 'reactions';
	const [first = '', second] = path.split('/');
	if (second !== undefined && knownFields.has(`${first}/${second}`)) return `${first}/${second}`;
	return knownFields.has(first) ? first : 'other';
}
