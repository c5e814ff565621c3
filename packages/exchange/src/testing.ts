import { byOrder, colorTokens, validateItem } from '@concordia/board';
import type { Item } from '@concordia/board';
import * as fc from 'fast-check';
import type { Paper } from './paper/paper.ts';

/** Fresh ids for a test: `new1`, `new2`, … */
export function counter(prefix = 'new'): () => string {
	let count = 0;
	return () => `${prefix}${(count += 1)}`;
}

/** An item with defaults. */
export function item(raw: Readonly<Record<string, unknown>>): Item {
	const made = validateItem({ id: 'i', type: 'note', pos: [0, 0], ...raw });
	if (!made.ok) throw new Error(made.reason);
	return made.value;
}

export const sorted = (items: readonly Item[]): Item[] => items.toSorted(byOrder);

const coordinate = fc.oneof(
	fc.integer({ min: -500, max: 500 }),
	fc.double({ min: -1e6, max: 1e6, noNaN: true })
);
const point = fc.tuple(coordinate, coordinate);
const extent = fc.oneof(fc.nat(500), fc.double({ min: 0, max: 1e4, noNaN: true }));
const name = fc.nat(11).map((n) => `i${n}`);
const side = fc.constantFrom('top', 'right', 'bottom', 'left');
const end = fc.oneof(
	name.map((id) => ({ item: id })),
	fc.tuple(name, side).map(([id, at]) => ({ item: id, side: at })),
	point.map((at) => ({ point: at }))
);
const words = fc.oneof(
	fc.constantFrom('', ' ', 'a', 'Zürich\n– 2', '=1+1', '"; ,\t', '\r\n', '😀'),
	fc.string({ maxLength: 20 })
);
const fields = fc.dictionary(
	fc.constantFrom('evidence', 'affected', 'n'),
	fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null), fc.array(words, { maxLength: 3 }))
);

const record = fc.record(
	{
		type: fc.constantFrom(
			'note',
			'text',
			'shape',
			'connector',
			'connector',
			'ink',
			'frame',
			'image',
			'table',
			'card',
			'document',
			'comment',
			'from-the-future'
		),
		pos: point,
		size: fc.tuple(extent, extent),
		z: fc.nat(30).map((n) => `a${n}`),
		parent: name,
		color: fc.constantFrom(...colorTokens, 'mauve'),
		text: words,
		shape: fc.constantFrom('rectangle', 'ellipse', 'diamond', 'cloud', 'elbow', 'straight'),
		from: end,
		to: end,
		points: fc.array(coordinate, { maxLength: 9 }),
		src: fc.constantFrom('https://example.org/a.png', '/api/x/1', ''),
		instrument: fc.constant('problem-set'),
		kind: fc.constantFrom('problem', 'link'),
		fields,
		heads: fc.constantFrom('both', 'none', 'end', 7),
		dash: fc.constantFrom('dashed', 'dotted'),
		width: fc.oneof(fc.nat(20), fc.constant('wide')),
		textSize: fc.nat(60),
		lock: fc.constantFrom('open' as const, 'mediator' as const),
		groups: fc.constantFrom(['g1'], ['g2', 'g1']),
		rotation: fc.constantFrom(90, -45.5, 180),
		alt: fc.constantFrom('A picture', ''),
		url: fc.constantFrom('https://example.org/page'),
		other: fc.jsonValue({ maxDepth: 2 })
	},
	{ requiredKeys: ['type', 'pos'] }
);

/** Boards of up to a dozen items with every kind of field, dangling links, but no rings of frames. */
export const boards: fc.Arbitrary<Item[]> = fc.array(record, { maxLength: 12 }).map((records) =>
	records.map((raw, index) => {
		const { parent, ...rest } = raw;
		const isBelow = parent !== undefined && Number(parent.slice(1)) < index;
		return item(clean({ id: `i${index}`, ...rest, ...(isBelow && { parent }) }));
	})
);

// JSON has no -0, and no key `__proto__` that would stay one.
function clean(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return JSON.parse(JSON.stringify(raw).replaceAll('__proto__', 'proto')) as Record<
		string,
		unknown
	>;
}

/** Values that no program should write, and some do. */
export const garbage: readonly unknown[] = [
	null,
	undefined,
	0,
	-1,
	1e300,
	'',
	'x',
	'NaN',
	true,
	[],
	[null],
	[[0, 0]],
	{},
	{ length: -1 },
	{ __proto__: null, x: 1 },
	'\u0000\uD800',
	'9'.repeat(300)
];

/** What people write, by mistake or on purpose, that a file format could trip over. */
export const hostileTexts: readonly (readonly [name: string, text: string])[] = [
	['nothing', ''],
	['a space', ' '],
	['letters that no XML has', '\u0000\u0001\u0008\u000B\u001F\uFFFE\uFFFF'],
	['halves of letters', '\uD800 half a letter \uDFFF'],
	['markup', ']]><!-- &amp; <w:p/> "quoted" \'single\''],
	['all ends of lines', 'line\r\nline\rline\nline\u2028line\u2029line\tend'],
	['lines of a calendar', 'BEGIN:VEVENT\r\nSUMMARY:mine'],
	['from right to left', 'שלום עולם, مرحبا بالعالم'],
	['emoji', '😀👩‍👩‍👧‍👦🏳️‍🌈 e\u0301'],
	['a formula', '=HYPERLINK("http://example.org","x")'],
	['a name of JavaScript', 'constructor'],
	['another one', '__proto__'],
	['a word of 40,000 letters', 'x'.repeat(40_000)],
	['accents', 'é'.repeat(200)]
];

/** The first thing that makes a text no XML; null when it is well-formed. Reads no DTD. */
export function faultOfXml(xml: string): string | null {
	const token = /<\?[^>]*\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^<"]*")*)\s*(\/?)>|([^<]+)/gu;
	const open: string[] = [];
	let at = 0;
	for (const match of xml.matchAll(token)) {
		const [whole, close, tag = '', attributes = '', empty, text = ''] = match;
		if (match.index !== at) return `at ${at}: ${xml.slice(at, at + 40)}`;
		at += whole.length;
		// oxlint-disable-next-line no-control-regex
		if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/u.test(whole))
			return 'a letter that no XML has';
		if (!whole.isWellFormed()) return 'half a letter';
		if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/u.test(attributes + text))
			return 'a bare &';
		if (close === '/' && open.pop() !== tag) return `</${tag}> closes nothing`;
		if (close === '' && empty !== '/' && tag !== '') open.push(tag);
	}
	if (at !== xml.length) return `at ${at}: ${xml.slice(at, at + 40)}`;
	return open.length === 0 ? null : `<${open.join('><')}> stays open`;
}

/** What is written in a document of a word processor, paragraphs on lines. */
export function textOfXml(xml: string): string {
	return xml
		.replaceAll(/<\/w:p>|<w:br\/>/gu, '\n')
		.replaceAll(/<w:instrText[^>]*>[^<]*<\/w:instrText>|<[^>]+>/gu, '')
		.replaceAll('&amp;', '&');
}

/** A document with nothing in it but what is given. */
export function samplePaper(more: Partial<Paper>): Paper {
	return {
		language: 'en',
		kind: 'Vision',
		title: 'Together',
		session: 'Workshop',
		date: '22 November 2026',
		parties: [
			{ name: 'North', people: ['Ada', 'Ben'] },
			{ name: 'South', people: [] }
		],
		isSigned: false,
		blocks: [],
		words: {
			contents: 'Contents',
			date: 'Date',
			session: 'Session',
			purpose: 'Purpose',
			version: 'Version',
			hash: 'SHA-256',
			draft: 'Working draft',
			agreed: 'Agreed',
			confirmed: 'Confirmed by',
			unconfirmed: 'Not confirmed by',
			organization: 'Organization',
			participants: 'Participants',
			nobody: 'Nobody',
			signatures: 'Signatures',
			signaturesAbout: 'Signed in the wording of',
			name: 'Name',
			place: 'Place, date',
			signature: 'Signature',
			page: 'Page',
			of: 'of',
			absent: 'Does not take part',
			without: 'Without',
			untitled: 'Untitled'
		},
		...more
	};
}
