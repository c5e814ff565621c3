/** An arrow from where one bar ends to where another begins, in pixels. */
export interface Arrow {
	readonly x1: number;
	readonly y1: number;
	readonly x2: number;
	readonly y2: number;
	readonly isBroken: boolean;
}

/** What lies of all arrows in one band of rows, as paths whose origin is the band's upper corner. */
export interface Band {
	/** Counted from the top. */
	readonly number: number;
	readonly lines: string;
	readonly broken: string;
	readonly tips: string;
	readonly brokenTips: string;
}

/** How many rows are drawn as one. */
export const rowsInBand = 16;

/** How far an arrow leaves its bar before it bends. */
const stub = 8;

/**
 * Arrows cut into bands of equal height. An arrow may run past hundreds of rows; so only what is near the
 * screen has to be drawn, and what is drawn stays as it is while somebody scrolls.
 */
export function bandsOf(arrows: readonly Arrow[], height: number): readonly Band[] {
	const bands: { lines: string; broken: string; tips: string; brokenTips: string }[] = [];
	const bandAt = (number: number): (typeof bands)[number] => {
		while (bands.length <= number) bands.push({ lines: '', broken: '', tips: '', brokenTips: '' });
		return bands[number]!;
	};
	for (const { x1, y1, x2, y2, isBroken } of arrows) {
		const line = isBroken ? 'broken' : 'lines';
		const across = (y: number, from: number, to: number): void => {
			const number = Math.floor(y / height);
			bandAt(number)[line] += `M${from} ${y - number * height}H${to}`;
		};
		const down = (x: number, from: number, to: number): void => {
			const [top, end] = [Math.min(from, to), Math.max(from, to)];
			for (let number = Math.floor(top / height); number * height < end; number += 1) {
				const start = number * height;
				const cut = [Math.max(top - start, 0), Math.min(end - start, height)];
				bandAt(number)[line] += `M${x} ${cut[0]}V${cut[1]}`;
			}
		};
		const bend = x1 + stub;
		across(y1, x1, bend);
		if (x2 - x1 > 2 * stub) {
			down(bend, y1, y2);
			across(y2, bend, x2);
		} else {
			// The later one begins too early: the arrow goes back between the rows.
			const middle = (y1 + y2) / 2;
			down(bend, y1, middle);
			across(middle, bend, x2 - stub);
			down(x2 - stub, middle, y2);
			across(y2, x2 - stub, x2);
		}
		const number = Math.floor(y2 / height);
		bandAt(number)[isBroken ? 'brokenTips' : 'tips'] += `M${x2} ${y2 - number * height}l-6 -4v8z`;
	}
	return bands.map((band, number) => ({ number, ...band }));
}
