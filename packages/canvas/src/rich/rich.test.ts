import { describe, expect, it } from 'vitest';
import { Parts } from '../parts.ts';
import { paintSvg } from '../paint/svg.ts';
import { Scene } from '../scene.ts';
import { evenMeasurer, item, link, note, randomFrom } from '../test-board.ts';
import { createMeasurer } from '../text/measure.ts';
import { makeTheme } from '../theme.ts';
import * as rich from './index.ts';
import { linksIn, parseMarks, plainText } from './marks.ts';
import { fitRich } from './rich.ts';

/** `b:`, `i:`, `s:` and an address in brackets before what looks so. */
function shown(text: string): string {
	return parseMarks(text)
		.map(({ spans, marker, level }) => {
			const pieces = spans.map(({ text: piece, mark }) => {
				const look = [mark.bold && 'b', mark.italic && 'i', mark.strike && 's', mark.href]
					.filter(Boolean)
					.join('');
				return look === '' ? piece : `<${look}:${piece}>`;
			});
			return `${marker === '' ? '' : `${'>'.repeat(level)}${marker} `}${pieces.join('')}`;
		})
		.join('\n');
}

describe('the light marks of a text', () => {
	const cases: { name: string; text: string; looks: string }[] = [
		{ name: 'bold, italic, struck out', text: '**a** *b* ~~c~~', looks: '<b:a> <i:b> <s:c>' },
		{ name: 'one in the other', text: '**a *b* c**', looks: '<b:a ><bi:b><b: c>' },
		{ name: 'both at once', text: '***both***', looks: '<bi:both>' },
		{ name: 'in the middle of a word', text: 'un**believ**able', looks: 'un<b:believ>able' },
		{ name: 'sums are no marks', text: '2*3*4 and 2**3**4', looks: '2*3*4 and 2**3**4' },
		{ name: 'lone signs stay', text: '* a ** b ~~ c', looks: '* a ** b ~~ c' },
		{ name: 'what is never closed stays', text: '**a *b ~~c', looks: '**a *b ~~c' },
		{ name: 'marks end with their line', text: '**a\nb**', looks: '**a\nb**' },
		{
			name: 'a link',
			text: 'see [the **plan**](https://a.example/x_(1)).',
			looks: 'see <https://a.example/x_(1):the ><bhttps://a.example/x_(1):plan>.'
		},
		{
			name: 'an address is a link without its full stop',
			text: 'on https://a.example/b.',
			looks: 'on <https://a.example/b:https://a.example/b>.'
		},
		{
			name: 'other schemes are no links',
			text: '[x](javascript:alert(1)) [y](data:text/html,z) [z](//a)',
			looks: '[x](javascript:alert(1)) [y](data:text/html,z) [z](//a)'
		},
		{ name: 'mail', text: '[m](mailto:a@b.example)', looks: '<mailto:a@b.example:m>' },
		{
			name: 'lists of both kinds and depths',
			text: '- a\n  - **b**\n1. c\n-d',
			looks: '• a\n>• <b:b>\n1. c\n-d'
		}
	];
	it.each(cases)('$name', ({ text, looks }) => {
		expect(shown(text)).toBe(looks);
	});

	it('are read in a moment even when hostile', () => {
		for (const bit of ['*a ', '**a ', '~~a', '[a](https://(', '[', '**a*~~', 'https://a.']) {
			const text = bit.repeat(20_000);
			expect(plainText(parseMarks(text)).length).toBeGreaterThan(0);
		}
	});

	it('name the addresses they link to once', () => {
		expect(linksIn('[a](https://x.example) https://x.example [b](mailto:c@d.example)')).toEqual([
			'https://x.example',
			'mailto:c@d.example'
		]);
	});
});

const bolder = createMeasurer(
	(text, weight) => Array.from(text).length * (weight >= 700 ? 100 : 50)
);
const request = { width: 100, height: 40, sizes: [20, 15, 10], weight: 400, leading: 1 };

describe('marked text in a box', () => {
	it('breaks lines by the width of bold letters', () => {
		const fitted = fitRich({ ...request, sizes: [10], text: '**aaaa bbbb cccc**' }, bolder);
		expect(fitted?.lines).toEqual(['aaaa bbbb', 'cccc']);
	});

	it('does not break a word where its look changes', () => {
		const fitted = fitRich(
			{ ...request, sizes: [10], width: 50, text: 'aaaa bb**cc**dd' },
			evenMeasurer
		);
		expect(fitted?.lines).toEqual(['aaaa', 'bbccdd']);
	});

	it('indents what follows in an entry of a list', () => {
		const fitted = fitRich(
			{ ...request, sizes: [10], width: 50, text: '- aaa bbb ccc' },
			evenMeasurer
		)!;
		expect(fitted.lines).toEqual(['• aaa bbb', 'ccc']);
		const runs = fitted.rich.runs({ w: 50, align: 'center' });
		expect(runs.map(({ x }) => x > 0)).toEqual([true, true, true]);
		expect(runs[1]!.x).toBe(runs[2]!.x);
	});

	it('is left to the plain painter when there are no marks', () => {
		expect(fitRich({ ...request, text: '2*3' }, evenMeasurer)).toBeNull();
	});

	it('loses no letter, however narrow, and shrinks before it grows', () => {
		const random = randomFrom(7);
		const bits = [
			'**bold words** ',
			'*slanted* ',
			'Wörterbuch-Eintrag ',
			'~~weg~~ ',
			'日本語 ',
			'👩‍👩‍👧 '
		];
		for (let run = 0; run < 60; run++) {
			const text = Array.from({ length: 12 }, () => bits[Math.floor(random() * bits.length)]).join(
				''
			);
			const fitted = fitRich({ ...request, width: 12 + random() * 200, text }, bolder);
			const plain = plainText(parseMarks(text));
			const wanted = plain.replaceAll(/\s/gu, '');
			expect(fitted?.lines.join('').replaceAll(/\s/gu, '') ?? wanted).toBe(wanted);
		}
	});

	it('says which link is at a point', () => {
		const fitted = fitRich(
			{ ...request, sizes: [10], text: 'to [here](https://a.example)' },
			evenMeasurer
		)!;
		const block = {
			x: 10,
			y: 5,
			w: 100,
			h: 10,
			align: 'left',
			leading: 10,
			size: 10,
			weight: 400,
			color: 'text',
			lines: []
		} as const;
		expect(fitted.rich.linkAt([30, 8], block)).toBe('https://a.example');
		expect(fitted.rich.linkAt([12, 8], block)).toBeNull();
		expect(fitted.rich.linkAt([30, 18], block)).toBeNull();
	});
});

function open(text: string): Scene {
	const scene = new Scene({ measurer: evenMeasurer, parts: new Parts(() => {}, { rich }) });
	scene.load([note('a', 0, 0, { text })]);
	return scene;
}

describe('a scene with marked texts', () => {
	const theme = makeTheme('light');
	it('draws them formatted, and as they are written while somebody writes', () => {
		const scene = open('**Ziel** und ~~alt~~');
		const svg = (): string => paintSvg({ scene, theme, measurer: evenMeasurer });
		expect(svg()).toContain('font-weight="700">Ziel<');
		expect(svg()).toContain('text-decoration="line-through">alt<');
		scene.setWritten('a');
		expect(svg()).toContain('**Ziel**');
		scene.setWritten(null);
		expect(svg()).not.toContain('**');
	});

	it('draws labels of connectors formatted, and titles of frames without signs', () => {
		const scene = new Scene({ measurer: evenMeasurer, parts: new Parts(() => {}, { rich }) });
		scene.load([
			item('f', { type: 'frame', size: [600, 400], text: '**Wer** und ~~was~~' }),
			link('l', [0, 600], [400, 600], { text: 'führt *nicht* zu' })
		]);
		const svg = (): string => paintSvg({ scene, theme, measurer: evenMeasurer });
		expect(svg()).toContain('>Wer und was<');
		expect(svg()).toMatch(/font-style="italic"[^>]*>nicht</u);
		scene.setWritten('l');
		expect(svg()).toContain('*nicht*');
	});

	it('writes from the right where the first letter says so', () => {
		const scene = open('שלום **עולם**');
		expect(paintSvg({ scene, theme, measurer: evenMeasurer })).toContain('direction="rtl"');
		const block = scene.layoutOf('a')!.main!;
		const [first, last] = block.rich!.runs(block);
		expect(first!.x).toBeGreaterThan(last!.x);
	});

	it('are laid out as written until the code is there, then anew', async () => {
		const arrived = Promise.withResolvers<readonly string[]>();
		const parts = new Parts(arrived.resolve);
		const scene = new Scene({ measurer: evenMeasurer, parts });
		scene.load([note('a', 0, 0, { text: '**x**' }), note('b', 300, 0, { text: 'plain' })]);
		expect(scene.layoutOf('a')?.main?.lines).toEqual(['**x**']);
		expect(await arrived.promise).toEqual(['a']);
		scene.refresh(['a']);
		expect(scene.layoutOf('a')?.main?.lines).toEqual(['x']);
	});
});
