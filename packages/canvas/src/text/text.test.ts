import { describe, expect, it } from 'vitest';
import { evenMeasurer, randomFrom } from '../test-board.ts';
import { fitText, surelyFits } from './fit.ts';
import { createMeasurer } from './measure.ts';
import { ellipsize, wrapText } from './wrap.ts';

// Letters are half as wide as the font size: at size 10 a width of 50 holds ten letters.
const font = { size: 10, weight: 400 };

describe('wrapText', () => {
	const cases: { name: string; text: string; width: number; lines: string[]; cut?: boolean }[] = [
		{ name: 'one line', text: 'short', width: 50, lines: ['short'] },
		{ name: 'empty text is one empty line', text: '', width: 50, lines: [''] },
		{ name: 'breaks at spaces', text: 'one two three', width: 40, lines: ['one two', 'three'] },
		{ name: 'fills a line exactly', text: 'ab cd ef', width: 25, lines: ['ab cd', 'ef'] },
		{ name: 'keeps line ends', text: 'a\n\nb', width: 50, lines: ['a', '', 'b'] },
		{ name: 'spaces at a break vanish', text: 'aaaa    bbbb', width: 25, lines: ['aaaa', 'bbbb'] },
		{ name: 'spaces inside a line stay', text: 'a   b', width: 50, lines: ['a   b'] },
		{
			name: 'cuts a word wider than the line',
			text: 'abcdefgh',
			width: 20,
			lines: ['abcd', 'efgh'],
			cut: true
		},
		{
			name: 'breaks after a hyphen first',
			text: 'long-words',
			width: 25,
			lines: ['long-', 'words']
		},
		{ name: 'does not tear a minus off its number', text: 'x -12', width: 15, lines: ['x', '-12'] },
		{
			name: 'breaks between characters where there are no spaces',
			text: '日本語文',
			width: 10,
			lines: ['日本', '語文']
		},
		{
			name: 'never splits a flag or a family',
			text: '🇩🇪🇫🇷',
			width: 10,
			lines: ['🇩🇪', '🇫🇷'],
			cut: true
		}
	];
	it.each(cases)('$name', ({ text, width, lines, cut }) => {
		const wrapped = wrapText(text, width, font, evenMeasurer);
		expect(wrapped.lines).toEqual(lines);
		expect(wrapped.cut).toBe(cut ?? false);
	});

	it('loses no letter of any text, however narrow the line', () => {
		const text = 'Bürokratie frisst die Zeit der Versorgung—und niemand weiß, warum. 日本語 🇩🇪';
		for (let width = 5; width < 400; width += 7) {
			const { lines } = wrapText(text, width, font, evenMeasurer);
			expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
		}
	});

	it('reports the width of the widest line', () => {
		expect(wrapText('ab cdef', 25, font, evenMeasurer).width).toBe(20);
	});
});

describe('fitText', () => {
	const request = { width: 100, height: 40, sizes: [20, 15, 10], weight: 400, leading: 1 };

	it('takes the largest size that fits', () => {
		expect(fitText({ ...request, text: 'word' }, evenMeasurer).size).toBe(20);
		expect(fitText({ ...request, text: 'ten letters and more here' }, evenMeasurer).size).toBe(15);
	});

	it('shrinks rather than cutting a word', () => {
		const fitted = fitText({ ...request, text: 'twelveletter' }, evenMeasurer);
		expect(fitted).toMatchObject({ size: 15, lines: ['twelveletter'] });
	});

	it('grows beyond the height at the floor and hides nothing', () => {
		const text = Array.from({ length: 30 }, (_, i) => `word${i}`).join(' ');
		const fitted = fitText({ ...request, text }, evenMeasurer);
		expect(fitted.size).toBe(10);
		expect(fitted.height).toBeGreaterThan(request.height);
		expect(fitted.lines.join(' ')).toBe(text);
	});

	it('cuts a word only at the floor', () => {
		const fitted = fitText({ ...request, text: 'x'.repeat(45) }, evenMeasurer);
		expect(fitted.size).toBe(10);
		expect(fitted.lines).toEqual(['x'.repeat(20), 'x'.repeat(20), 'x'.repeat(5)]);
	});

	it('refuses to work without sizes', () => {
		expect(() => fitText({ ...request, sizes: [], text: 'a' }, evenMeasurer)).toThrow(RangeError);
	});
});

describe('ellipsize', () => {
	for (const [text, width, shown] of [
		['Problems', 50, 'Problems'],
		['Problems and perspectives', 50, 'Problems…'],
		['two\nlines', 50, 'two lines'],
		['Problems', 5, ''],
		['Problems', 12, 'P…']
	] as const) {
		it(`shows ${JSON.stringify(text)} in ${width} as ${JSON.stringify(shown)}`, () => {
			expect(ellipsize(text, width, font, evenMeasurer)).toBe(shown);
		});
	}
});

describe('measurer', () => {
	it('measures each word once per weight and scales it', () => {
		const asked: string[] = [];
		const measurer = createMeasurer((text, weight) => {
			asked.push(`${text} ${weight}`);
			return text.length * 40;
		});
		expect(measurer.width('abc', 10, 400)).toBeCloseTo(12);
		expect(measurer.width('abc', 20, 400)).toBeCloseTo(24);
		measurer.width('abc', 20, 600);
		expect(asked).toEqual(['abc 400', 'abc 600']);
		measurer.reset();
		measurer.width('abc', 20, 600);
		expect(asked).toHaveLength(3);
	});
});

describe('surelyFits', () => {
	const room = { width: 168, height: 168, sizes: [24, 14], weight: 400, leading: 1.28 };
	/** Letters of very different widths. */
	const uneven = createMeasurer((text) =>
		Array.from(text).reduce((sum, letter) => sum + 10 + 11 * (letter.charCodeAt(0) % 9), 0)
	);

	it('says yes only where the lines, once broken, fit at the floor', () => {
		const random = randomFrom(11);
		const words = ['a', 'an', 'évidence', 'insurers-and-others', 'm'.repeat(30), 'of', '\n', 'ÄÖÜ'];
		let yes = 0;
		for (let n = 0; n < 3000; n++) {
			const text = Array.from(
				{ length: Math.floor(random() * 24) },
				() => words[Math.floor(random() * words.length)]
			).join(random() < 0.8 ? ' ' : '');
			const request = { ...room, text, width: 20 + random() * 300, height: random() * 300 };
			if (!surelyFits(request, uneven)) continue;
			yes += 1;
			expect(fitText(request, uneven).height).toBeLessThanOrEqual(request.height);
		}
		expect(yes).toBeGreaterThan(300);
	});

	it('says yes to what a note usually holds, no to what it does not know', () => {
		const text = 'patients wait too long for a first appointment';
		expect(surelyFits({ ...room, text }, evenMeasurer)).toBe(true);
		expect(surelyFits({ ...room, text: '短い' }, evenMeasurer)).toBe(false);
		expect(surelyFits({ ...room, text: text.repeat(20) }, evenMeasurer)).toBe(false);
	});
});
