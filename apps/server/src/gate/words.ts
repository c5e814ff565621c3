import { isReactionKey } from '@concordia/board';
import { instruments } from '@concordia/instruments';
import { boardFields, touchedWords as wordsOf, type Touch } from '@concordia/updates';

/**
 * Names of fields the log may carry. The log is kept for good, and anybody may write any field: a name
 * that is not on this list could be a person's, so it becomes `other`. Fields of instruments are on it.
 */
const knownFields: ReadonlySet<string> = new Set([
	...boardFields,
	...instruments
		.flatMap(({ kinds }) => kinds.flatMap(({ fields }) => fields.map(({ id }) => id)))
		.map((field) => `fields/${field}`),
	// Of older boards.
	...['from', 'parent', 'placeholder'].map((field) => `fields/${field}`)
]);

/** What a log leaf says about one item, as far as its fields are on the list. */
export function touchedWords(touch: Touch): string {
	return wordsOf(touch, fieldName);
}

/** The longest known beginning of a path: `fields/affected/x` is `fields/affected`. */
function fieldName(path: string): string {
	if (isReactionKey(path)) return 'reactions';
	const [first = '', second] = path.split('/');
	if (second !== undefined && knownFields.has(`${first}/${second}`)) return `${first}/${second}`;
	return knownFields.has(first) ? first : 'other';
}
