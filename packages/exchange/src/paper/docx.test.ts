import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { faultOfXml, hostileTexts, samplePaper, textOfXml } from '../testing.ts';
import { encodeDocx } from './docx.ts';
import type { Paper } from './paper.ts';

async function partsOf(paper: Paper): Promise<ReadonlyMap<string, string>> {
	const parts = new Map<string, string>();
	for (const [name, bytes] of Object.entries(unzipSync(await encodeDocx(paper)))) {
		if (/\.(?:xml|rels)$/u.test(name)) parts.set(name, strFromU8(bytes));
	}
	for (const [name, xml] of parts) expect([name, faultOfXml(xml)]).toEqual([name, null]);
	return parts;
}

async function bodyOf(paper: Paper): Promise<string> {
	return (await partsOf(paper)).get('word/document.xml')!;
}

test('cover, contents with page numbers, body and lines to sign stand in it, in this order', async () => {
	const parts = await partsOf(
		samplePaper({
			version: { number: 3, hash: 'ab'.repeat(32) },
			isSigned: true,
			blocks: [
				{ type: 'heading', level: 2, number: '1', text: 'Goals', anchor: 'g' },
				{ type: 'text', label: 'Why', text: 'one\ntwo\n\nthree' },
				{ type: 'heading', level: 3, number: '1.1', text: 'First goal' }
			]
		})
	);
	const body = parts.get('word/document.xml')!;
	const text = textOfXml(body);
	const order = [
		'Vision',
		'Together',
		'Workshop',
		'abababab abababab',
		'North',
		'Ada, Ben',
		'Contents',
		'1  Goals',
		'1.1  First goal',
		'1  Goals',
		'Why: one',
		'Signatures',
		'North'
	];
	let at = -1;
	for (const word of order) {
		at = text.indexOf(word, at + 1);
		expect([word, at >= 0]).toEqual([word, true]);
	}
	// The number of the page stands in the contents, and nobody is asked to update it.
	expect(body).toMatch(/PAGEREF.*?<w:t[^>]*>2<\/w:t>/su);
	expect(body).not.toContain('w:dirty');
	const footers = [...parts].filter(([name]) => name.includes('footer')).map(([, xml]) => xml);
	expect(footers.some((xml) => xml.includes('NUMPAGES'))).toBe(true);
	const headers = [...parts].filter(([name]) => name.includes('header')).map(([, xml]) => xml);
	expect(headers.some((xml) => textOfXml(xml).includes('Version 3'))).toBe(true);
});

test('says that it is a draft where nothing was frozen, and asks nobody to sign unless told to', async () => {
	const text = textOfXml(await bodyOf(samplePaper({})));
	expect(text).toContain('Working draft');
	expect(text).not.toContain('Signatures');
});

const table = (count: number): Paper['blocks'][number] => ({
	type: 'table',
	columns: Array.from({ length: count }, (_, index) => ({ title: `Column ${index}` })),
	rows: [['a']]
});

test('a table repeats its headings on every page, and a wide one turns the page', async () => {
	const body = await bodyOf(samplePaper({ blocks: [table(3), table(9)] }));
	expect(body.match(/<w:tblHeader\/>/gu)?.length).toBeGreaterThanOrEqual(2);
	expect(body.match(/w:orient="landscape"/gu)).toHaveLength(1);
});

test('the word processor may break long words, in the language of the document', async () => {
	const parts = await partsOf(samplePaper({}));
	expect(parts.get('word/settings.xml')).toContain('<w:autoHyphenation');
	expect(parts.get('word/styles.xml')).toContain('w:val="en-GB"');
});

test.each(hostileTexts)('stays a document whatever people write: %s', async (_, text) => {
	const paper = samplePaper({
		title: text,
		session: text,
		parties: [{ name: text, people: [text] }],
		blocks: [
			{ type: 'heading', level: 2, text, anchor: text },
			{
				type: 'text',
				text: [
					{ text, link: text, isStrong: true },
					{ text, target: text }
				]
			},
			{ type: 'table', columns: [{ title: text }], rows: [[text], []] },
			{ type: 'list', entries: [{ text, depth: 99, isOrdered: true }] }
		]
	});
	expect((await partsOf(paper)).has('word/document.xml')).toBe(true);
});

test('follows no addresses but those of the web and of mail', async () => {
	const links = ['https://example.org/a?b=1&c="2"', 'javascript:alert(1)', 'file:///etc/passwd'];
	const blocks = links.map((link) => ({ type: 'text', text: [{ text: 'x', link }] }) as const);
	const parts = await partsOf(samplePaper({ blocks }));
	const targets = [
		...(parts.get('word/_rels/document.xml.rels') ?? '').matchAll(/Target="([^"]*)"/gu)
	];
	const followed = targets.map(([, target]) => target!).filter((target) => target.includes(':'));
	expect(followed).toEqual(['https://example.org/a?b=1&amp;c=&quot;2&quot;']);
});

test('text from right to left is marked as such', async () => {
	const body = await bodyOf(samplePaper({ blocks: [{ type: 'text', text: 'שלום עולם' }] }));
	expect(body).toContain('<w:bidi/>');
	expect(body).toContain('<w:rtl/>');
});

test('leaves the page numbers of an endless document to the word processor', async () => {
	const rows = Array.from({ length: 10_000 }, (_, index) => [`Activity ${index}`, 'text']);
	const body = await bodyOf(
		samplePaper({
			blocks: [
				{ type: 'heading', level: 2, text: 'Plan' },
				{ type: 'table', columns: [{ title: 'Activity' }, { title: 'Note' }], rows }
			]
		})
	);
	expect(body.match(/Activity \d+/gu)).toHaveLength(10_000);
	expect(body).toContain('w:dirty="true"');
});

test('a drawing stands in it with its words, a wide one with its heading on a page turned sideways', async () => {
	const picture = {
		svg: '<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="300"/>',
		png: new Uint8Array([137, 80, 78, 71]),
		width: 1000,
		height: 300,
		description: 'Two steps & what flows'
	};
	const heading = { type: 'heading', level: 2, number: '1', text: 'Map' } as const;
	const blocks = [heading, { type: 'picture', picture }] as const;
	const body = await bodyOf(samplePaper({ blocks }));
	expect(body).toContain('Two steps &amp; what flows');
	expect(body).toContain('svgBlip');
	expect(body.indexOf('>Map<', body.indexOf('w:sectPr'))).toBeGreaterThan(-1);
	expect(body).toContain('w:orient="landscape"');
	const narrow = [heading, { type: 'picture', picture: { ...picture, width: 600 } }] as const;
	expect(await bodyOf(samplePaper({ blocks: narrow }))).not.toContain('w:orient="landscape"');
});
