/**
 * The number of the schema of documents, kept in the field `docSchema` of the item. A page that knows another
 * number must not bind an editor to the document: the editor would take out what it doesn't know. What holds no words
 * and may be missing, as the width of a column, needs no other number.
 */
export const DOC_SCHEMA = 1;

/** Which values an attribute may have. */
export type AttributeRule =
	| { readonly kind: 'true' }
	/** A whole number. */
	| { readonly kind: 'number'; readonly least: number; readonly most: number }
	| { readonly kind: 'word'; readonly of: readonly string[] }
	/** A random name: of a block, a suggestion, an item of the board. */
	| { readonly kind: 'id' }
	/** Which letters those of a paragraph were written for when it was split off; see `split.ts` of the editor. */
	| { readonly kind: 'split' }
	| { readonly kind: 'link' };

export type AttributeRules = Readonly<Record<string, AttributeRule>>;

export interface NodeRule {
	/** Names of the nodes it may hold; `text` stands for text and line breaks. */
	readonly holds: readonly string[];
	readonly attributes: AttributeRules;
}

const id = { kind: 'id' } as const;
const isTrue = { kind: 'true' } as const;

/** What lies at the top of a document. */
export const docBlocks: readonly string[] = ['paragraph', 'table', 'live'];

/** How narrow and wide a column of a table can be. */
export const columnWidth = { least: 40, most: 1600 } as const;

/**
 * The nodes of a document by name. A paragraph is the only block of text: that it is a heading or an entry of a
 * list is an attribute, so that changing it keeps every letter where it is, also those that others write meanwhile.
 */
export const docNodes: Readonly<Record<string, NodeRule>> = {
	paragraph: {
		holds: ['text', 'break'],
		attributes: {
			id,
			heading: { kind: 'number', least: 1, most: 3 },
			list: { kind: 'word', of: ['bullet', 'numbered', 'task'] },
			/** How deep an entry of a list lies; absent at the top. */
			indent: { kind: 'number', least: 1, most: 8 },
			/** Of a task: it is done. */
			checked: isTrue,
			quote: isTrue,
			split: { kind: 'split' }
		}
	},
	/** A line break within a paragraph. */
	break: { holds: [], attributes: {} },
	table: { holds: ['row'], attributes: { id, headerRow: isTrue } },
	row: { holds: ['cell'], attributes: {} },
	/** The width of a column is that of its cell in the first row, in pixels. */
	cell: { holds: ['paragraph'], attributes: { width: { kind: 'number', ...columnWidth } } },
	/** Shows an item of the board as it is now: a card, a table, the chart of an instrument. */
	live: { holds: [], attributes: { id, item: id, view: id } }
};

/** The marks of text by name. The last two are suggestions: words that somebody would add or take out. */
export const docMarks: Readonly<Record<string, AttributeRules>> = {
	bold: {},
	italic: {},
	strike: {},
	link: { href: { kind: 'link' } },
	insertion: { id },
	deletion: { id }
};

export const docLimits = {
	/** Nodes side by side in one node. */
	children: 20_000,
	/** Characters of one paragraph. */
	characters: 100_000,
	/** Characters of a whole document, when it is read from a file. */
	total: 4_000_000,
	link: 2_048,
	id: 128,
	split: 4_096
} as const;

const ID = /^[\w.:-]+$/;
const LINK = /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@[^\s@])[^\s]*$/i;

/** An address that a link in a document may have: of the web or of mail, so that nothing runs as a script. */
export function isDocLink(value: unknown): value is string {
	return typeof value === 'string' && value.length <= docLimits.link && LINK.test(value);
}

/** May an attribute have this value? */
export function isAllowed(rule: AttributeRule, value: unknown): boolean {
	if (rule.kind === 'true') return value === true;
	if (rule.kind === 'number') {
		return Number.isInteger(value) && Number(value) >= rule.least && Number(value) <= rule.most;
	}
	if (typeof value !== 'string') return false;
	if (rule.kind === 'word') return rule.of.includes(value);
	if (rule.kind === 'link') return isDocLink(value);
	return value.length <= docLimits[rule.kind] && ID.test(value);
}

/** The rule of a name, unless it is one that every object has. */
export function ruleOf<Rule>(rules: Readonly<Record<string, Rule>>, name: string): Rule | null {
	return Object.hasOwn(rules, name) ? rules[name]! : null;
}

/** Whether the attributes of a mark are all there and all right. */
export function isMark(name: string, value: unknown): boolean {
	const rules = ruleOf(docMarks, name);
	if (rules === null || typeof value !== 'object' || value === null) return false;
	const given = value as Readonly<Record<string, unknown>>;
	return (
		Object.keys(given).every((key) => Object.hasOwn(rules, key)) &&
		Object.entries(rules).every(([key, rule]) => isAllowed(rule, given[key]))
	);
}
