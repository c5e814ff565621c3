import { colorTokens } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { colorOf, edgeRole, makeTheme, type Scheme } from './theme.ts';

/** WCAG relative luminance of `#rrggbb`. */
function luminance(color: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const c = Number.parseInt(color.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
	const [light, dark] = [luminance(a), luminance(b)].toSorted((p, q) => q - p);
	return (light! + 0.05) / (dark! + 0.05);
}

describe('theme', () => {
	for (const scheme of ['light', 'dark'] satisfies Scheme[]) {
		const theme = makeTheme(scheme);
		for (const token of colorTokens) {
			it(`${scheme}: text is readable on ${token}, and ${token} is readable as text`, () => {
				const fill = colorOf(theme, `fill-${token}`);
				const ink = colorOf(theme, `ink-${token}`);
				expect(contrast(colorOf(theme, 'text'), fill)).toBeGreaterThan(7);
				expect(contrast(ink, fill)).toBeGreaterThanOrEqual(4.5);
				for (const ground of ['surface', 'background', 'frame']) {
					expect(contrast(ink, colorOf(theme, ground))).toBeGreaterThanOrEqual(4.5);
				}
			});
		}

		it(`${scheme}: what surrounds the items can be read and seen`, () => {
			for (const ground of ['surface', 'background', 'frame']) {
				expect(contrast(colorOf(theme, 'muted'), colorOf(theme, ground))).toBeGreaterThanOrEqual(
					4.5
				);
				expect(contrast(colorOf(theme, 'accent'), colorOf(theme, ground))).toBeGreaterThanOrEqual(
					3
				);
			}
			for (const token of colorTokens) {
				expect(
					contrast(colorOf(theme, 'muted'), colorOf(theme, `fill-${token}`))
				).toBeGreaterThanOrEqual(4.5);
			}
		});
	}

	it('takes overrides from the page and knows a colour for every role', () => {
		const theme = makeTheme('light', (role) => (role === 'accent' ? '#123456' : null), 'Example');
		expect(colorOf(theme, 'accent')).toBe('#123456');
		expect(theme.font).toBe('Example');
		expect(colorOf(theme, 'fill-octarine')).toBe(colorOf(theme, 'fill-gray'));
		expect(colorOf(theme, 'ink-octarine')).toBe(colorOf(theme, 'ink-gray'));
	});
});

describe('edges', () => {
	it('are drawn only where the host gives them a colour', () => {
		expect(edgeRole(makeTheme('light'))).toBeNull();
		const edged = makeTheme('light', (role) => (role === 'edge' ? '#000000' : null));
		expect(edgeRole(edged)).toBe('edge');
		expect(colorOf(edged, 'edge')).toBe('#000000');
	});
});
