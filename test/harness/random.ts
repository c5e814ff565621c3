/** A small seeded generator (mulberry32), so that a failing run can be repeated from its seed. */
export interface Random {
	/** An integer from 0 to below `n`. */
	below(n: number): number;
	/** True with the given probability. */
	chance(probability: number): boolean;
	pick<T>(values: readonly T[]): T | undefined;
}

export function seeded(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (n: number): number => Math.floor(next() * n);
	return { below, chance: (p) => next() < p, pick: (values) => values[below(values.length)] };
}
