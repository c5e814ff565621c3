/** What was done to an item, as a reader would say it. */
export const changes = [
	'create',
	'replace',
	'delete',
	'move',
	'resize',
	'text',
	'color',
	'connect',
	'fields',
	'order',
	'other'
] as const;
export type Change = (typeof changes)[number];

/** Reads the words of a leaf's `c`: `create`, `text set:color`, `set:parent,pos`. */
export function changeOf(words: string): Change {
	const parts = words.split(' ');
	if (parts.includes('create')) return parts.includes('delete') ? 'other' : 'create';
	if (parts.includes('replace')) return 'replace';
	if (parts.includes('delete')) return 'delete';
	if (parts.includes('text') || parts.includes('format')) return 'text';
	const set = parts.find((part) => part.startsWith('set:'));
	const fields = set === undefined ? [] : set.slice('set:'.length).split(',');
	const only = (...allowed: string[]) =>
		fields.length > 0 && fields.every((f) => allowed.includes(f));
	if (parts.includes('list') || fields.some((field) => field.split('/')[0] === 'fields'))
		return 'fields';
	if (only('z')) return 'order';
	if (only('color')) return 'color';
	if (only('from', 'to')) return 'connect';
	if (only('pos', 'parent', 'z')) return 'move';
	if (only('pos', 'size', 'parent', 'z')) return 'resize';
	return 'other';
}
