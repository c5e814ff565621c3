import { colorTokens } from '@concordia/board';
import type { ColorToken } from '@concordia/board';

/** How our colours look in a program that wants numbers: as an area, and as a line or letter. */
const looks: Readonly<Record<ColorToken, { readonly fill: string; readonly ink: string }>> = {
	yellow: { fill: '#fdeea3', ink: '#836200' },
	orange: { fill: '#ffdcb5', ink: '#a04808' },
	red: { fill: '#ffcfc9', ink: '#ae2a24' },
	pink: { fill: '#ffd3e5', ink: '#ad296a' },
	purple: { fill: '#ead9fc', ink: '#7e3cba' },
	indigo: { fill: '#dcdffd', ink: '#474ec6' },
	blue: { fill: '#cfe5fd', ink: '#1761b8' },
	teal: { fill: '#c4f0ea', ink: '#087069' },
	green: { fill: '#cef0d0', ink: '#227433' },
	lime: { fill: '#e5f5b6', ink: '#54720a' },
	gray: { fill: '#e5e8ec', ink: '#4d5763' },
	white: { fill: '#ffffff', ink: '#1f2630' }
};

const exact = new Map<string, ColorToken>(
	colorTokens.flatMap((token) => [
		[looks[token].fill, token],
		[looks[token].ink, token]
	])
);

/** Upper ends of the ranges of hue, in degrees. */
const hues: readonly (readonly [below: number, token: ColorToken])[] = [
	[15, 'red'],
	[41, 'orange'],
	[62, 'yellow'],
	[92, 'lime'],
	[152, 'green'],
	[192, 'teal'],
	[222, 'blue'],
	[250, 'indigo'],
	[298, 'purple'],
	[344, 'pink'],
	[361, 'red']
];

export function isToken(value: unknown): value is ColorToken {
	return colorTokens.some((token) => token === value);
}

/** Unknown tokens (of a newer version) look gray. */
export function fillOf(color: string): string {
	return looks[isToken(color) ? color : 'gray'].fill;
}

export function inkOf(color: string): string {
	return looks[isToken(color) ? color : 'gray'].ink;
}

/**
 * Our nearest colour for a CSS colour: a number of three to eight digits, or one of our names. Undefined
 * for what isn't a colour, or can't be seen. `isExact` when nothing is lost by it.
 */
export function tokenFor(
	value: string
): { readonly token: ColorToken; readonly isExact: boolean } | undefined {
	const color = value.trim().toLowerCase();
	if (color === 'black') return { token: 'white', isExact: false };
	if (isToken(color)) return { token: color, isExact: false };
	const known = exact.get(color);
	if (known) return { token: known, isExact: true };
	const channels = channelsOf(color);
	return channels && { token: nearest(channels), isExact: color === '#fff' };
}

type Channels = readonly [red: number, green: number, blue: number];

function channelsOf(color: string): Channels | undefined {
	if (!/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.test(color)) return undefined;
	const digits = color.slice(1);
	const long = digits.length > 4 ? digits : digits.replaceAll(/./g, '$&$&');
	if (long.slice(6) === '00') return undefined;
	const at = (start: number): number => Number.parseInt(long.slice(start, start + 2), 16) / 255;
	return [at(0), at(2), at(4)];
}

function nearest([red, green, blue]: Channels): ColorToken {
	const high = Math.max(red, green, blue);
	const low = Math.min(red, green, blue);
	const spread = high - low;
	// Nearly black counts as plain, too: on a dark board it would be white.
	if (spread < 0.06) return low > 0.93 || high < 0.2 ? 'white' : 'gray';
	const sixth =
		high === red
			? (green - blue) / spread
			: high === green
				? 2 + (blue - red) / spread
				: 4 + (red - green) / spread;
	const hue = (sixth * 60 + 360) % 360;
	return hues.find(([below]) => hue < below)?.[1] ?? 'red';
}
