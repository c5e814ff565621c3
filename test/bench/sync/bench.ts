import {
	installPeers,
	startHocuspocus,
	startOurs,
	startYWebsocket,
	type Target
} from './servers.ts';
import { median, percentile } from '../percentile.ts';
import { drive, IN_TIME_MS, type Load, type Outcome } from './swarm.ts';

type Start = () => Promise<Target>;

const servers: ReadonlyArray<readonly [name: string, start: Start]> = [
	['concordia', startOurs],
	['hocuspocus', () => startHocuspocus()],
	['y-websocket', startYWebsocket]
];

const RATES = [500, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 10_000, 12_000, 14_000, 16_000];
const STEP_SECONDS = 4;
/** Of the human loads: a single pause of a shared machine decides a p99 of 12 seconds. */
const ROUNDS = 3;

/** Prints how ours compares with the others; every number comes from this one run. */
export async function benchSync(): Promise<void> {
	installPeers();
	await saturation();
	await people('100 people edit (2/s each for a third) and move cursors', {
		people: 100,
		editsPerSecond: 66,
		cursorsPerSecond: 200,
		seconds: 12
	});
	await people('300 people with cursors on', {
		people: 300,
		editsPerSecond: 30,
		cursorsPerSecond: 600,
		seconds: 12
	});
}

async function fresh<T>(start: Start, use: (target: Target) => Promise<T>): Promise<T> {
	const target = await start();
	try {
		return await use(target);
	} finally {
		await target.stop();
	}
}

/** The highest rate of edits to 50 clients at which 99 % arrive within 250 ms. */
async function saturation(): Promise<void> {
	console.log('\n## 50 clients: most edits per second with p99 < 250 ms\n');
	const best = new Map<string, number>();
	for (const [name, start] of servers) {
		best.set(name, 0);
		for (const rate of RATES) {
			const outcome = await fresh(start, (target) =>
				drive(target, {
					people: 50,
					editsPerSecond: rate,
					cursorsPerSecond: 0,
					seconds: STEP_SECONDS
				})
			);
			const p99 = percentile(outcome.edits, 0.99);
			const reached = outcome.editsSent / STEP_SECONDS;
			const holds = outcome.inTime >= 0.99 && p99 < IN_TIME_MS;
			console.log(
				`${name.padEnd(12)} ${reached.toFixed(0).padStart(6)}/s  p99 ${p99.toFixed(0).padStart(6)} ms  ` +
					`in time ${(outcome.inTime * 100).toFixed(1)} %  cpu ${(outcome.cpu * 100).toFixed(0)} %${holds ? '' : '  too much'}`
			);
			if (!holds) break;
			best.set(name, Math.max(best.get(name) ?? 0, reached));
		}
	}
	const ours = best.get('concordia') ?? 0;
	for (const [name, rate] of best) {
		if (name === 'concordia') continue;
		console.log(
			`concordia ${ours.toFixed(0)}/s : ${name} ${rate.toFixed(0)}/s = ${(ours / rate).toFixed(2)} ×`
		);
	}
}

async function people(title: string, load: Load): Promise<void> {
	console.log(`\n## ${title}\n\nmedian (worst) of ${ROUNDS} rounds\n`);
	const outcomes = new Map<string, Outcome[]>(servers.map(([name]) => [name, []]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, start] of servers) {
			outcomes.get(name)?.push(await fresh(start, (target) => drive(target, load)));
		}
	}
	const of = (name: string, figure: (outcome: Outcome) => number): number[] =>
		(outcomes.get(name) ?? []).map(figure).toSorted((a, b) => a - b);
	for (const [name] of servers) {
		const timely = of(name, (outcome) => outcome.inTime * 100);
		console.log(
			`${name.padEnd(12)} edit p50 ${ms(of(name, at('edits', 0.5)))} p99 ${ms(of(name, at('edits', 0.99)))}  ` +
				`cursor p50 ${ms(of(name, at('cursors', 0.5)))} p99 ${ms(of(name, at('cursors', 0.99)))}  ` +
				`in time ${median(timely).toFixed(2)} (${(timely[0] ?? 0).toFixed(2)}) %  ` +
				`cpu ${(median(of(name, cpu)) * 100).toFixed(0)} %  ` +
				`memory ${median(of(name, (outcome) => outcome.memory)).toFixed(0)} MiB`
		);
	}
	for (const [name] of servers) {
		if (name === 'concordia') continue;
		const ratio = (figure: (outcome: Outcome) => number): string =>
			(median(of('concordia', figure)) / median(of(name, figure))).toFixed(2);
		console.log(
			`concordia : ${name} = ${ratio(cpu)} × the CPU, ${ratio(at('edits', 0.99))} × the edit p99`
		);
	}
}

const cpu = (outcome: Outcome): number => outcome.cpu;

const at =
	(kind: 'edits' | 'cursors', share: number) =>
	(outcome: Outcome): number =>
		percentile(outcome[kind], share);

const ms = (sorted: readonly number[]): string =>
	`${median(sorted).toFixed(1)} (${(sorted.at(-1) ?? Number.NaN).toFixed(1)}) ms`;
