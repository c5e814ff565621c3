import { BLOCK, type LogTable } from './log-table.ts';

/** A stretch of time, in ms: `from` to, but without, `to`. */
export interface Stretch {
	readonly from: number;
	readonly to: number;
}

export interface Density {
	/** Entries in each equal part of the stretch, by the organization's number in the table; 0: none. */
	readonly lanes: ReadonlyMap<number, Uint32Array>;
	readonly most: number;
	readonly total: number;
}

/** How much happened when, for each organization. */
export function densityOf(
	table: LogTable,
	stretch: Stretch,
	parts: number,
	passes: (index: number) => boolean,
	homeOf: (person: number) => number
): Density {
	const { at, organization, person } = table;
	const scale = parts / Math.max(1, stretch.to - stretch.from);
	const lanes = new Map<number, Uint32Array>();
	const homes = new Map<number, number>();
	let most = 0;
	let total = 0;
	const count = (index: number): void => {
		const time = at[index]!;
		if (time < stretch.from || time >= stretch.to || !passes(index)) return;
		let home = organization[index]!;
		if (home === 0 && person[index] !== 0) {
			const known = homes.get(person[index]!);
			if (known === undefined) homes.set(person[index]!, (home = homeOf(person[index]!)));
			else home = known;
		}
		let lane = lanes.get(home);
		if (lane === undefined) lanes.set(home, (lane = new Uint32Array(parts)));
		const part = Math.min(parts - 1, Math.floor((time - stretch.from) * scale));
		most = Math.max(most, ++lane[part]!);
		total++;
	};
	for (let block = 0; block < table.blocks; block++)
		for (let index = block * BLOCK; index < table.endOf(block); index++) count(index);
	return { lanes, most, total };
}

/** A lane as one path of bars, `height` high; few entries show as well as many. */
export function bars(counts: Uint32Array, most: number, height: number): string {
	let path = '';
	for (const [at, count] of counts.entries()) {
		if (count === 0) continue;
		const tall = Math.max(
			2,
			Math.round((height * Math.log1p(count)) / Math.log1p(Math.max(1, most)))
		);
		path += `M${at} ${height}v-${tall}h0.86v${tall}z`;
	}
	return path;
}
